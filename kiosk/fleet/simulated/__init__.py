"""An invented chain of many kiosks, of which the truth is known.

For measurements and for trying reports out: every file and every day of it is marked invented.
Days are drawn as whole columns, a number for every kiosk at once. When a block closes, and what is
counted in which of its cells, is asked of ``kiosk.domain.blocks``; the noise is drawn faster than
there, from the same distribution.
"""
