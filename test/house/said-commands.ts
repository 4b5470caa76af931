import { commandFault } from '../containers/known-command.ts'

/** Options that every command has. */
const everywhere: ReadonlySet<string> = new Set([
  '--json',
  '--debug',
  '--desk',
  '--config',
  '--env',
])

/** Every `coinswarm …` of a paper, in backticks or on a line of a block, each once. */
export function commandsIn(paper: string): readonly string[] {
  const spans = [...paper.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  const blocks = [...paper.matchAll(/^```.*?^```$/gms)].flatMap(([block]) => block.split('\n'))
  const said = [...spans, ...blocks].flatMap((text) => {
    const line = /^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:npx )?coinswarm ([a-z].*)$/.exec(text.trim())?.[1]
    return line === undefined ? [] : [line.split(/ [|>#&]|;/)[0]?.trim() ?? '']
  })
  return [...new Set(said)]
}

/** Why there is no such command with these options; `undefined` where there is. */
export async function faultOf(command: string): Promise<string | undefined> {
  const words = command.split(/\s+/)
  const names = words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('-'))
  const verbs = (names < 0 ? words : words.slice(0, names)).slice(0, 3)
  const options = words
    .filter((word) => word.startsWith('--'))
    .map((word) => /^--[a-z-]+/.exec(word)?.[0] ?? word)
    .filter((word) => !everywhere.has(word))
  let fault: string | undefined
  // What stands behind the name of a command may be a word for it, not a command below it.
  for (let count = verbs.length; count > 0; count -= 1) {
    fault = await commandFault([...verbs.slice(0, count), ...options])
    if (fault?.startsWith('there is no command') !== true) return fault
  }
  return fault
}
