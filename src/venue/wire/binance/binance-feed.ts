import type { FeedWords } from '../dialect.ts'
import type { SymbolTable } from './symbol-table.ts'

const message =
  /^(?:\{"stream":"[^"]*","data":)?\{"e":"(depthUpdate|trade|aggTrade)","E":\d+,"s":"([^"]+)"/

/**
 * Changes of books, and trades. A size cannot be told wrong so that it shows, for there is no
 * checksum: the change is left out, and the next one's first id tells.
 */
export function binanceFeed(symbols: SymbolTable): FeedWords {
  return {
    read: (text) => {
      const [, kind, id = ''] = message.exec(text) ?? []
      const instrument = symbols.byId(id)?.index
      return instrument === undefined ? undefined : { instrument, isBook: kind === 'depthUpdate' }
    },
    misquote: () => undefined,
  }
}
