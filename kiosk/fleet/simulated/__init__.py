"""An invented chain of many kiosks, of which the truth is known.

For measurements and for trying reports out: every file and every day of it is marked invented.
Days are drawn as whole columns, a number for every kiosk at once; which batches come of them is
decided by the rules of ``kiosk.domain.batches``, and a test holds them to these.
"""
