"""What several flow tests do on the way: share something, press by press."""

from sandbox.message import Message
from tests.flows.phones import Phone, Town

PROBLEM = "Los puestos de feria no pagan la tasa. Se pierden <ingresos> cada mes."
TRIED = "Cobro a domicilio; salió caro."
TITLE = "Los puestos de feria no pagan la tasa"
DONE = "Se abrió una feria nocturna en 2025. Vinieron 40 puestos."
REGRET = "Empezar sin baños ni luz."


async def share_challenge(phone: Phone, publish: str = "Publicar en la red") -> None:
    """From the hub to the last press, in Spanish."""
    await phone.send("/menu")
    await phone.press("Nuevo desafío")
    await phone.send(PROBLEM)
    await phone.send(TRIED)
    await phone.press("Usar este título")
    await phone.press(publish)


async def share_experience(phone: Phone, publish: str = "Publicar en la red") -> None:
    """From the hub to the last press, in Spanish."""
    await phone.send("/menu")
    await phone.press("Nueva experiencia")
    await phone.send(DONE)
    await phone.send(REGRET)
    await phone.press("Usar este título")
    await phone.press(publish)


def card_in(town: Town, slug: str = "economia-local") -> Message:
    """The last thing that the bot says in a network's group."""
    return town.group(slug)[-1]
