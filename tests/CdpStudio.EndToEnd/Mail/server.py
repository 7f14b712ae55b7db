"""A real mail server for the stories: aiosmtpd, with a journal of its own that outlives whoever sends to it.

server.py PORT FOLDER DELAY    prints 'ready'; a line 'RECIPIENT<tab>MESSAGE-ID<tab>SUBJECT' is in FOLDER/journal before 250 is said,
                               and the mail in FOLDER/N.eml. DELAY are the seconds between the final dot and the answer.
"""
import asyncio
import email.policy
import pathlib
import sys

from aiosmtpd.smtp import SMTP

PORT, FOLDER, DELAY = int(sys.argv[1]), pathlib.Path(sys.argv[2]), float(sys.argv[3])


class Journal:
    def __init__(self):
        self.lines = open(FOLDER / "journal", "ab", buffering=0)
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        (FOLDER / f"{self.count}.eml").write_bytes(envelope.content)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        for recipient in envelope.rcpt_tos:
            self.lines.write(f"{recipient}\t{mail['Message-ID']}\t{mail['Subject']}\n".encode())
        if DELAY:
            await asyncio.sleep(DELAY)
        return "250 OK: kept"


async def serve():
    journal = Journal()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(journal, loop=loop, enable_SMTPUTF8=True), "127.0.0.1", PORT)
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(serve())
