"""Talking while fighting, week by week: one stochastic model of two sides, for comparisons.

`war` holds all assumptions, `simulate` runs them, `differences` compares two scenarios number by
number, `worth` says what refusing is worth if talks go on. Strategic level only: capability is an
aggregate, the front an index, time a week. It is no forecast, and gives no advice on fighting.

A week: reports on types; strikes; then in war who gives in, else talks (who proposes; a settlement
or a pause; answers), else a battle, its costs and who collapses; in a pause talks first, then
whether somebody breaks it, then, at its end, whether it is renewed; in peace whether it is kept;
then humanitarian deals, which touch nothing else; then losses, production and aid.

Who talks sincerely and who stalls is derived in every week from what both could gain, never a
label of a side. Splits that are offered carry no news of types; which package is offered does, and
so do answers, breaches, battles and reports. A settlement divides the stake or is one of several
packages, offered by a side or by a mediator to both. It may limit forces, move the front and have
a guarantor, and a war that is renewed begins there.
"""
