import type { Agent, Opinion, View } from '../../agents/index.ts'

type Heard = { readonly opinion: Opinion | undefined; readonly close: number }

/**
 * The same agent, heard some bars late: at each bar it says what it thought `bars` bars ago, and
 * abstains until it has thought that often. Prices it names keep their distance from the close, as
 * a share of it. Every run and instrument has a memory of its own.
 *
 * @param bars - Whole, 1 or more.
 */
export function laggedAgent(agent: Agent, bars: number): Agent {
  // A view is made for one run and one instrument, so it stands for both.
  const memories = new WeakMap<View, Heard[]>()
  const opine = (view: View): Opinion | undefined => {
    const memory = memories.get(view) ?? []
    memories.set(view, memory)
    const now = agent.opine(view)
    memory.push({ opinion: now === undefined ? undefined : { ...now }, close: view.close })
    const then = memory.length > bars ? memory.shift() : undefined
    return then?.opinion === undefined ? undefined : moved(then.opinion, view.close / then.close)
  }
  return { ...agent, opine }
}

function moved(opinion: Opinion, ratio: number): Opinion {
  const { stop, target, quotes } = opinion
  return {
    ...opinion,
    ...(stop === undefined ? {} : { stop: stop * ratio }),
    ...(target === undefined ? {} : { target: target * ratio }),
    quotes: quotes && { ...quotes, bid: quotes.bid * ratio, ask: quotes.ask * ratio },
  }
}
