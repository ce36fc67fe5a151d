"""What people do with needs assessments."""
