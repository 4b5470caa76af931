import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deployFolder } from './compose-file.ts'

/** One instruction of a Dockerfile. */
export type Instruction = { readonly verb: string; readonly rest: string }

/** What stands between one `FROM` and the next. */
export type Stage = {
  readonly base: string
  readonly name: string
  readonly instructions: readonly Instruction[]
}

/** The stages of the image's Dockerfile, in order. */
export function readStages(): readonly Stage[] {
  const text = readFileSync(path.join(deployFolder, 'Dockerfile'), 'utf8')
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: { base: string; name: string; instructions: Instruction[] }[] = []
  for (const line of lines) {
    const [, verb = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line.trim()) ?? []
    if (verb === '') throw new Error(`no instruction: ${line}`)
    const [base = '', , name = ''] = rest.split(' ')
    if (verb === 'FROM') stages.push({ base, name, instructions: [] })
    else stages.at(-1)?.instructions.push({ verb, rest: rest.replaceAll(/ +/g, ' ') })
  }
  return stages
}

/** The words of an instruction that has them as a list. */
export function listOf(stage: Stage, verb: string): readonly string[] {
  const { rest = '[]' } = stage.instructions.find((each) => each.verb === verb) ?? {}
  const words: readonly string[] = JSON.parse(rest.slice(rest.indexOf('[')))
  return words
}
