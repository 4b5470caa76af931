import type { asks, Layout } from '../layout.ts'
import type { makeCloses } from './closes.ts'
import type { Hooks } from './hooks.ts'
import type { pack, unpack } from './pack.ts'
import type { makeView } from './shared-view.ts'
import type { Texts } from './texts.ts'

/** What the doors are made of, handed in because no text of these may use what is outside of it. */
export type DoorParts = {
  readonly at: Layout
  readonly asks: typeof asks
  readonly v: Float64Array
  readonly texts: Texts
  readonly pack: typeof pack
  readonly unpack: typeof unpack
  readonly makeCloses: typeof makeCloses
  readonly makeView: typeof makeView
}

/** One set of parameters. */
type Seat = { readonly parameters: object; readonly features: readonly string[] }

/** One that is asked: what it sees, with what it is called, what it remembers. */
export type Asked = {
  readonly view: object
  readonly parameters: object
  readonly state: unknown
}

export type Doors = {
  /** Answers whatever is asked for seldom. */
  readonly open: (ask: number) => void
  /** Whom the next question is for; its view is moved on to the newest bar. */
  readonly asked: () => Asked
}

/** Runs in the isolate: all that is seated in it. Its text is what runs. */
export function makeDoors(parts: DoorParts, hooks: () => Hooks): Doors {
  const { at, asks, v, texts, pack, unpack } = parts
  const { parse, stringify } = JSON
  const seats: Seat[] = []
  const views: { readonly take: (close: number) => void; readonly asked: Asked }[] = []
  const states: unknown[] = [undefined]
  const put = (value: unknown): void => texts.write(stringify(value) ?? 'null')
  const taken = (): unknown => unpack(parse(texts.read()))
  const numbered = <T>(list: T[], value: T): void => {
    v[at.id] = list.length
    list[list.length] = value
  }
  const state = (): unknown => states[v[at.state] as number]
  const seat = (): Seat => seats[v[at.seat] as number] as Seat
  const asked = (): Asked => {
    const of = views[v[at.view] as number] as (typeof views)[number]
    if (v[at.isNewBar] === 1) of.take(v[at.close] as number)
    const { view, parameters } = of.asked
    return { view, parameters, state: state() }
  }
  const settle = (): void => {
    const parameters = Object.freeze(taken() as object)
    const settled = hooks().settle(parameters)
    numbered(seats, { parameters, features: Object.keys(settled.features) })
    put(settled)
  }
  const look = (): void => {
    const { parameters, features } = seat()
    const closes = parts.makeCloses()
    const of = { kind: hooks().kind, instrumentId: texts.read(), features }
    const view = parts.makeView(of, closes, v, at)
    numbered(views, { take: closes.take, asked: { view, parameters, state: undefined } })
  }
  const past = (): void => {
    const { take } = views[v[at.view] as number] as (typeof views)[number]
    for (let i = 0; i < (v[at.past] as number); i += 1) take(v[at.closes + i] as number)
  }
  const explain = (): void => {
    const of = asked()
    const said = hooks().call('explain', of.view, of.parameters, of.state)
    put(texts.cut(`${said as string}`, 500))
  }
  const tell = (hook: string) => () => void hooks().call(hook, taken(), seat().parameters, state())
  const doors: Record<number, () => void> = {
    [asks.describe]: () => put(hooks().describe()),
    [asks.settle]: settle,
    [asks.look]: look,
    [asks.past]: past,
    [asks.begin]: () => numbered(states, hooks().begin(taken(), seat().parameters)),
    [asks.explain]: explain,
    [asks.save]: () => put(pack(hooks().save(state()))),
    [asks.load]: () => numbered(states, hooks().load(taken(), state())),
    [asks.fill]: tell('onFill'),
    [asks.closed]: tell('onClosed'),
  }
  return { asked, open: (ask) => doors[ask]?.() }
}
