import { main } from '../../src/doors/index.ts'
import { nodeCommandLine } from './image-command.ts'

/** Why words are no command of this program with these options; `undefined` when they are one. */
export async function commandFault(words: readonly string[]): Promise<string | undefined> {
  const plain = nodeCommandLine(words)
  if (plain[0] === '--version') return undefined
  const end = plain.findIndex((word) => word.startsWith('-'))
  const verbs = end < 0 ? plain : plain.slice(0, end)
  const help = await helpOf(verbs)
  if (!help.includes(`Usage: coinswarm ${verbs.join(' ')} `))
    return `there is no command ${verbs.join(' ')}`
  const strange = plain.filter((word) => word.startsWith('--') && !help.includes(`${word} `))
  return strange.length === 0 ? undefined : `${verbs.join(' ')} has no ${strange.join(', ')}`
}

/** What the command line says of a command: it is run here, as a process would be slow to start. */
async function helpOf(verbs: readonly string[]): Promise<string> {
  const { stdout } = process
  const write = stdout.write.bind(stdout)
  let help = ''
  stdout.write = (text: string | Uint8Array): boolean => {
    help += String(text)
    return true
  }
  try {
    await main([...verbs, '--help'])
  } finally {
    stdout.write = write
  }
  return help
}
