"""The impact assessment: its texts, filled with this shop's facts, and who signed it off."""
