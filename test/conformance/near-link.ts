import { Secret } from '../../src/base/index.ts'
import type { Instrument } from '../../src/domain/index.ts'
import type { VenueLink } from '../../src/execution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { CcxtLink, type LinkEar, openCcxtAccount } from '../../src/venue/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'
import type { LinkDialect } from './link-venue.ts'

/** A link to a venue that can be opened and closed. */
export type OpenedLink = VenueLink & { open(): void; close(): void | Promise<void> }

/** Opens one; an exchange that loses messages lets nobody in at once. */
export type LinkOpener = (at: {
  readonly dialect: LinkDialect
  readonly url: string
  readonly of: Instrument
  readonly ear: LinkEar
}) => Promise<OpenedLink>

/** A link in this process. */
export const openNear: LinkOpener = async ({ dialect, url, of, ear }) => {
  const own = secretOf('demo')
  const secret = dialect === 'kraken' ? Buffer.from(own).toString('base64') : own
  const account = await openCcxtAccount({
    venue: dialect,
    keys: { key: new Secret(keyOf('demo')), secret: new Secret(secret) },
    instruments: [of],
    timeoutMs: 700,
    url,
  })
  return new CcxtLink({ account, clock: liveClock, chance: () => 0.5, callUs: 2_000, ear })
}
