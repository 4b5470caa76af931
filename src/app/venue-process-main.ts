// The venue process: started by a desk, spoken to through its standard input, ended with it.
import { watchLock } from '../journal/index.ts'
import { liveClock } from '../kernel/index.ts'
import { VenueEnd } from '../venue/index.ts'
import { openKey } from './open-key.ts'
import { drawBytes } from './vault-chance.ts'

/** This file, for whoever starts it: the compiler sees to it that it is called so. */
export type VenueProgram = 'venue-process-main'

const input = process.stdin
const output = process.stdout

/** Whatever is under way is cut off: a desk that is gone can hear of nothing. */
function end(): void {
  process.exit()
}

const venue = new VenueEnd({
  write: (line) => void output.write(line),
  clock: liveClock,
  chance: () => (drawBytes(4)[0] ?? 0) / 256,
  keysOf: (choice, name, { onUse, onNotice }) =>
    openKey(choice, name, { onUse, onNote: onNotice, now: () => liveClock.now() }),
  fenceOf: ({ pid, folder, token }) => {
    const isHeld = watchLock(folder, token)
    // What a desk said before it was killed is not carried out after.
    return () => process.ppid === pid && isHeld()
  },
  end,
})
input.on('data', (bytes: Buffer) => venue.take(bytes))
for (const event of ['end', 'close', 'error']) input.on(event, end)
output.on('error', end)
// Ctrl-C goes to everything on a terminal; the desk stands down first and then ends the input.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
// Its words might be those of a key.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, () => process.exit(70))
