"""The supply chain as a graph: exposure, concentration, single points of failure, what-if."""
