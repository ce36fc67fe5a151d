"""What people do with contracts: work that a plain step cannot do, inside one sitting on the purchase."""
