/** Something hostile, and what has to come of it. */
export type Probe = {
  readonly family:
    | 'escape'
    | 'tamper'
    | 'denial of service'
    | 'nondeterminism'
    | 'exfiltration'
    | 'signal'
    | 'evasion'
  readonly name: string
  readonly source: string
  /** Whether it does what it does when it is described, or at the bars of a run. */
  readonly at: 'describe' | 'run'
  /** What it says it got, or the kind of fault that it is. */
  readonly comesTo: RegExp
}

type Named = Pick<Probe, 'family' | 'name' | 'comesTo'>

const head = "import { defineAgent } from 'coinswarm/agents'\n"
const quiet = "name: 'probe', parameters: {}, features: () => ({})"

/** A probe that tries something as its module is loaded, and puts what it got into its summary. */
export function loading(of: Named, body: string): Probe {
  const source = `${head}const tried = (() => {
    try { return 'GOT ' + String((() => { ${body} })()) }
    catch (error) { return 'no: ' + String(error && error.message) }
  })()
  export const agent = defineAgent({
    ${quiet}, summary: tried.slice(0, 250), opine: () => undefined,
  })\n`
  return { ...of, at: 'describe', source }
}

/** A probe that tries something at its first bar, and throws what it got. */
export function running(of: Named, body: string): Probe {
  const source = `${head}
  export const agent = defineAgent({ ${quiet}, summary: 'Tries.', opine: (view, p) => {
    let tried
    try { tried = 'GOT ' + String((() => { ${body} })()) }
    catch (error) { tried = 'no: ' + String(error && error.message) }
    throw new Error(tried.slice(0, 250))
  } })\n`
  return { ...of, at: 'run', source }
}

/** A probe whose opinion at every bar is this expression. */
export function saying(of: Named, expression: string, before = ''): Probe {
  const source = `${head}${before}
  export const agent = defineAgent({
    ${quiet}, summary: 'Says.', opine: (view, p) => (${expression}),
  })\n`
  return { ...of, at: 'run', source }
}

/** A probe that is a whole module. */
export function whole(of: Named & Pick<Probe, 'at'>, source: string): Probe {
  return { ...of, source: head + source }
}

/** The source of a definition with these parts beside, or instead of, the emptiest there is. */
export function defined(parts: string): string {
  return `export const agent = defineAgent({
    name: 'x', summary: 'x', parameters: {}, features: () => ({}), opine: () => undefined, ${parts}
  })`
}
