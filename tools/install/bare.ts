import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { runWell, type Surroundings } from './run-timed.ts'

/** Majors of Node that start the program, the oldest with its oldest minor version. */
export const startedBy: readonly string[] = ['20.19', '22', '24', '26']

/** A Node from the registry, and the npm that this tool was started with. */
export type BareNode = {
  readonly version: string
  readonly node: string
  /** npm as a command run by that Node. */
  readonly npm: readonly string[]
}

/** Installs a Node into a folder of its own, so that nothing of this machine's is used. */
export async function bareNode(wanted: string, folder: string): Promise<BareNode> {
  const npmFile = process.env['npm_execpath']
  if (npmFile === undefined) throw new Error('start this with npm run install-page')
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  mkdirSync(folder, { recursive: true })
  const around = { folder, variables: process.env }
  const install = ['npm', 'install', '--prefix', folder, '--no-audit', '--no-fund']
  await runWell([...install, `${name}@${wanted}`], around)
  const node = path.join(folder, 'node_modules', name, 'bin', 'node')
  const { stdout } = await runWell([node, '--version'], around)
  return { version: stdout.trim(), node, npm: [node, npmFile] }
}

/** A machine that has this Node first and nothing of npm's: no cache, no settings of a run. */
export function bareAround({ node }: BareNode, folder: string, cache: string): Surroundings {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm|coinswarm)_|^CI$/i.test(name))
  const { PATH = '', ...others } = Object.fromEntries(own)
  const first = `${path.dirname(node)}${path.delimiter}${PATH}`
  return { folder, variables: { ...others, PATH: first, npm_config_cache: cache } }
}
