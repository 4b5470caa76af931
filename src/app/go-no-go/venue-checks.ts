import type { Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { type KeyUse, openCcxtClient, type PassphraseChoice } from '../../venue/index.ts'
import { passphraseOf, vaultBackend } from '../open-key.ts'
import { hasVault, listVault, proveVenueKey } from '../vault.ts'
import { type GoFinding, go, noGo, notRun } from './go-check.ts'

/** Longest that a venue is waited for. */
const answerMs = 5_000

/** By less nobody needs to know: some venues tell the time in whole seconds. */
const clockOffMaxUs = 2_000_000

export type ClockNeeds = {
  /** ccxt's name of it. */
  readonly venue: string
  readonly clock: Clock
  /** Another server that speaks the venue's dialect; the venue itself when left out. */
  readonly url?: string | undefined
}

/** Whether our clock agrees with the venue's, which is asked for its time once. */
export async function clockFinding({ venue, clock, url }: ClockNeeds): Promise<GoFinding> {
  const client = await openCcxtClient({ venue, url, timeoutMs: answerMs })
  const before = clock.now()
  const told = await client.time().catch(() => undefined)
  if (told === undefined)
    return notRun(`${client.name} did not tell the time; try again when it can be reached`)
  const after = clock.now()
  // The answer was given at some moment in between.
  const offUs = told < before ? before - told : told > after ? after - told : 0
  const by = `${(Math.abs(offUs) / 1_000_000).toFixed(1)} s`
  if (Math.abs(offUs) <= clockOffMaxUs) return go(`${by} from that of ${client.name}`)
  const way = offUs > 0 ? 'ahead of' : 'behind'
  return noGo(`${by} ${way} that of ${client.name}; set it (a time service does that)`)
}

export type KeyNeeds = {
  /** The desk's. */
  readonly folder: string
  readonly venue: string
  readonly now: () => Micros
  /** Which key is to be proved, and what opens the vault; none is when left out. */
  readonly key?: { readonly name: string; readonly passphrase: PassphraseChoice } | undefined
  /** Told before the key is given. What it throws is a NO GO. */
  readonly onUse: (use: KeyUse) => void
  readonly url?: string | undefined
}

/** Whether a key of the vault provably trades at the venue and cannot move money away. */
export async function keysFinding(needs: KeyNeeds): Promise<GoFinding> {
  const { folder, venue, now, key, onUse, url } = needs
  const rows = hasVault(folder) ? listVault(folder, now()) : []
  const there = rows.filter((row) => row.venue === venue)
  if (key === undefined) return notRun(wayToProve(venue, there[0]?.name))
  const found = there.find(({ name }) => name === key.name)
  if (found === undefined)
    return noGo(`the vault has no key ${key.name} of ${venue}; see coinswarm vault list`)
  if (found.due !== undefined) return noGo(found.due)
  const backend = vaultBackend(folder, passphraseOf(key.passphrase), now, onUse)
  await proveVenueKey(venue, await backend.use(key.name, 'check'), url)
  return go(`${key.name} may trade at ${venue} and not move money, as it says itself`)
}

function wayToProve(venue: string, name: string | undefined): string {
  return name === undefined
    ? `there is no key of ${venue}; coinswarm vault add NAME --venue ${venue} puts one in`
    : `the key ${name} was not tried; --key ${name} opens the vault and has it proved`
}
