"""Pages of needs assessments."""
