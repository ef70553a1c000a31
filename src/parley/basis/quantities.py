"""A quantity of the case in words."""

from parley.case.quantity import Between, Claimed, Exact, Normal, Quantity, Triangle

__all__ = ["quantity_words"]


def quantity_words(quantity: Quantity) -> str:
    """As the case gives it: a number, a range, a word, accounts that differ."""
    match quantity:
        case Exact(value):
            return f"{value:g}"
        case Between(low, high, word):
            return word or f"{low:g} to {high:g}"
        case Triangle(low, mode, high):
            return f"{low:g} to {high:g}, most likely {mode:g}"
        case Normal(mean, sd):
            return f"about {mean:g}, give or take {sd:g}"
        case Claimed(accounts, prior):
            told = ", ".join(quantity_words(account.value) for account in accounts)
            return f"{told} in different accounts, else {quantity_words(prior)}"
