"""The search on Elasticsearch. The only package of the catalogue that knows `elasticsearch`."""
