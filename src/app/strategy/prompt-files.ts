import { UserError } from '../../base/index.ts'
import {
  type PromptLayer,
  promptLayers,
  type PromptSet,
  promptSet,
  shippedPrompts,
} from '../../evolution/index.ts'
import { type Disk, makeFolder, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'

/** In a desk folder: a file a layer, the mandate, and every set of templates that was in use. */
const folderName = 'prompts'
const mandateMax = 4_000

const noMandate = 'None was written. Lose little; beat holding after costs; change rarely.'

/** The prompts of a desk: what a person wrote, and what ships where nobody wrote anything. */
export type DeskPrompts = {
  readonly set: PromptSet
  /** Layers that are a file of this desk. */
  readonly own: readonly PromptLayer[]
  readonly mandate: string
}

/** @throws UserError `prompt-invalid` for a file that cannot be filled in. */
export function readPrompts(folder: string, disk: Disk = nodeDisk): DeskPrompts {
  const place = `${folder}/${folderName}`
  const found = promptLayers.map(
    (layer) => [layer, readText(disk, `${place}/${layer}.md`)] as const,
  )
  const own = found.flatMap(([layer, text]) => (text === undefined ? [] : [layer]))
  const written = Object.fromEntries(found.filter(([, text]) => text !== undefined))
  const made = promptSet({ ...shippedPrompts, ...written })
  if (!made.ok)
    throw new UserError(
      'prompt-invalid',
      `In ${place}, ${made.error}; mend the file, or remove it to use what ships.`,
    )
  const mandate = readText(disk, `${place}/mandate.md`)?.trim() ?? noMandate
  if (mandate.length > mandateMax)
    throw new UserError(
      'prompt-invalid',
      `The mandate in ${place}/mandate.md has more than ${mandateMax} characters; shorten it.`,
    )
  return { set: made.value, own, mandate }
}

/** Writes what ships beside what a person wrote, for editing. @returns Names of files written. */
export function writePrompts(folder: string): readonly string[] {
  const place = `${folder}/${folderName}`
  makeFolder(place)
  const all = [
    ...promptLayers.map((layer) => [`${layer}.md`, shippedPrompts[layer]] as const),
    ['mandate.md', `${noMandate}\n`] as const,
  ]
  const missing = all.filter(([name]) => !nodeDisk.exists(`${place}/${name}`))
  for (const [name, text] of missing)
    replaceFile(nodeDisk, place, name, new TextEncoder().encode(text))
  return missing.map(([name]) => name)
}

/** Keeps the templates that a cycle is told with, by their version, for whoever reads it later. */
export function keepPrompts(folder: string, { version, templates }: PromptSet): void {
  const place = `${folder}/${folderName}/versions`
  makeFolder(place)
  const name = `${version}.json`
  if (nodeDisk.exists(`${place}/${name}`)) return
  const text = `${JSON.stringify(templates, undefined, 2)}\n`
  replaceFile(nodeDisk, place, name, new TextEncoder().encode(text))
}
