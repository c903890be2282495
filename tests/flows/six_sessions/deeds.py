"""What several people do in the story, or somebody does several times: press by press."""

from tests.flows.six_sessions.story import Story

LINK = "https://meet.example.org/movilidad"


async def join(story: Story, name: str, city: str) -> None:
    """Marta invites a city, and somebody of it comes in by the link."""
    marta, newcomer = story.of("marta"), story.of(name)
    await marta.send("/coordinar")
    await marta.press("➕ Invite")
    number = next(line for line in marta.phone.last.text.splitlines() if city in line).partition(".")[0]
    await marta.press_as_written(number)
    await newcomer.phone.start(await story.newest_link())
    await newcomer.press("✅ I agree, go on")
    await newcomer.phone.press(newcomer.phone.keys[0][0])
    await newcomer.press("Skip")
    await newcomer.press("✅ Yes, that is right")
    await newcomer.press("Skip")
    await newcomer.press("Skip")


async def put_link(story: Story, session: int) -> None:
    """Marta puts the link of the call where everybody finds it."""
    marta = story.of("marta")
    await open_session(story, "marta", session)
    await marta.press("🔗 Set the link")
    await marta.send(LINK)


async def open_session(story: Story, name: str, number: int) -> None:
    """The page of a session."""
    await story.of(name).send("/sesiones")
    await story.of(name).press_as_written(str(number))


async def open_rota(story: Story) -> None:
    """The turns, at Marta's desk."""
    await story.of("marta").send("/coordinar")
    await story.of("marta").press("🎤 Rota of cases")


async def share(story: Story, name: str, what: str, first: str, second: str) -> None:
    """A challenge or an experience, from the command to the last press."""
    phone = story.of(name)
    await phone.send({"challenge": "/desafio", "experience": "/experiencia"}[what])
    await phone.send(first)
    await phone.send(second)
    await phone.press("Use this title")
    await phone.press("📣 Publish to the network")


async def commit(story: Story, session: int, **taken: str) -> None:
    """Cities take something on, each in its own words."""
    story.tell(f"Session {session} is over. Commitments of {', '.join(map(story.named, taken))}.")
    for name, words in taken.items():
        phone = story.of(name)
        await phone.send("/sesiones")
        await phone.press("🤝 Our commitment")
        await phone.send(words)


async def publish_record(story: Story, decision: str) -> None:
    """Lúcia has its draft: she adds a decision and publishes it."""
    story.tell("Lúcia publishes the record of the session.")
    lucia = story.of("lucia")
    await lucia.press("☑️ Decisions")
    await lucia.send(decision)
    await lucia.press("📣 Publish")
    await lucia.press("📣 Yes, publish")


async def tell_commitment(story: Story, name: str, state: str) -> None:
    """How it goes, with one press on the city's page."""
    await story.of(name).send("/compromisos")
    await story.of(name).press("🤝 Our commitment")
    await story.of(name).press(state)


async def publish_agenda(story: Story, session: int) -> None:
    """Lúcia publishes what is proposed."""
    lucia = story.of("lucia")
    await open_session(story, "lucia", session)
    await lucia.press("🗒 Agenda")
    await lucia.press("📣 Publish")
    await lucia.press("📣 Yes, publish it")


async def write_questions(story: Story, name: str, session: int, question: str) -> None:
    """What a presenting city asks the others."""
    phone = story.of(name)
    await open_session(story, name, session)
    await phone.press("❓ Write our questions")
    await phone.send(question)
    await phone.press("✅ That is all")
    await phone.press("📣 Show them to the network")
