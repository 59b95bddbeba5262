"""Supply-chain and outsourcing risk: register, questionnaires by a link, any Excel answer, scores and heatmaps."""

__version__ = "0.1.0"
