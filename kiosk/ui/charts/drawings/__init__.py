"""How each kind of chart is drawn, the same on a screen and on paper."""
