"""Evidence for Acumen: published experiments against its predictions, with intervals, figures and a credibility report."""
