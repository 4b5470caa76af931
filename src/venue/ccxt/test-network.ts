import type { Exchange } from 'ccxt'
import { UserError } from '../../base/index.ts'

/** Stands for the address of a venue's own test network, where money is worth nothing. */
export const testNetwork = 'testnet'

/** Whether an address is of another server that speaks a venue's dialect. */
export function isOtherServer(url: string | undefined): url is string {
  return url !== undefined && url !== testNetwork
}

/** Sends all calls there. @throws UserError `venue-cannot` where a venue has none. */
export function toTestNetwork(exchange: Exchange): void {
  const name = exchange.name ?? exchange.id
  if (exchange.urls['test'] === undefined)
    throw new UserError(
      'venue-cannot',
      `${name} has no test network for its spot market, as far as is known; rehearse at coinswarm ` +
        'exchange instead: --rehearse URL.',
    )
  exchange.setSandboxMode(true)
}
