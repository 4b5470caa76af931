import { Visitor } from 'oxc-parser'
import { type Ambient, type House, isListed, isProduct, type Untidy } from './house.ts'
import type { Source } from './source.ts'

/** What to write instead, by kind of input. */
const instead: Readonly<Record<Ambient, string>> = {
  time: 'the time comes from a Clock',
  chance: 'chance comes from a seeded Random',
  timers: 'waiting is clock.after()',
  process: 'the process belongs to the doors',
  console: 'print through the CliContext',
  disk: 'files come through a port',
  network: 'the network comes through a port',
  workers: 'other processes are started in listed files',
  loading: 'a computed import() runs strange code',
}

const modules: Readonly<Record<string, Ambient>> = {
  fs: 'disk',
  'fs/promises': 'disk',
  net: 'network',
  http: 'network',
  https: 'network',
  http2: 'network',
  tls: 'network',
  dgram: 'network',
  dns: 'network',
  'dns/promises': 'network',
  child_process: 'workers',
  worker_threads: 'workers',
  cluster: 'workers',
  timers: 'timers',
  'timers/promises': 'timers',
  perf_hooks: 'time',
  process: 'process',
  os: 'process',
  console: 'console',
  vm: 'loading',
}

const names: Readonly<Record<string, Ambient>> = {
  setTimeout: 'timers',
  setInterval: 'timers',
  setImmediate: 'timers',
  process: 'process',
  console: 'console',
  fetch: 'network',
  WebSocket: 'network',
  EventSource: 'network',
}

const members: Readonly<Record<string, Ambient>> = {
  'Date.now': 'time',
  'performance.now': 'time',
  'Math.random': 'chance',
  'crypto.randomUUID': 'chance',
  'crypto.getRandomValues': 'chance',
}

const cryptoChance = /^(random|getRandomValues|webcrypto|generate|default$|\*$)/

/** Input from the machine only in the files listed for it. */
export function tidyAmbient(source: Source, house: House): Untidy[] {
  if (!isProduct(source.file)) return []
  const found: Untidy[] = []
  const say = (kind: Ambient | undefined, offset: number, what: string): void => {
    if (kind === undefined || isListed(source.file, house.ambient[kind])) return
    found.push(source.say(offset, `${what} is ambient input (${kind}): ${instead[kind]}`))
  }
  for (const { target, name, isType, offset } of source.links) {
    const module = target.replace(/^node:/, '')
    if (isType || target.startsWith('src/')) continue
    if (Object.hasOwn(modules, module)) say(modules[module], offset, target)
    if (module === 'crypto' && cryptoChance.test(name)) say('chance', offset, `crypto.${name}`)
  }
  visitMentions(source, say)
  return [...new Set(found)]
}

type Say = (kind: Ambient | undefined, offset: number, what: string) => void

/** Every place where a global is used as a value, unless the file has a name of its own for it. */
function visitMentions({ program, links, text }: Source, say: Say): void {
  const own = new Set(links.map(({ name }) => name))
  const mention = (node: { type: string; start: number; name?: unknown } | null): void => {
    if (node?.type !== 'Identifier' || typeof node.name !== 'string' || own.has(node.name)) return
    if (Object.hasOwn(names, node.name)) say(names[node.name], node.start, node.name)
  }
  new Visitor({
    CallExpression: ({ callee, arguments: given, start }) => {
      mention(callee)
      for (const each of given) mention(each)
      if (callee.type === 'Identifier' && callee.name === 'Date') say('time', start, 'Date()')
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      mention(callee)
      const isNow = callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0
      if (isNow) say('time', start, 'new Date()')
    },
    MemberExpression: ({ object, start, end }) => {
      mention(object)
      const member = text.slice(start, end).replace(/^globalThis\./, '')
      if (Object.hasOwn(members, member)) say(members[member], start, member)
      if (Object.hasOwn(names, member)) say(names[member], start, member)
    },
    VariableDeclarator: ({ init }) => mention(init),
    Property: ({ value }) => mention(value),
    AssignmentExpression: ({ right }) => mention(right),
    LogicalExpression: ({ left, right }) => [left, right].forEach(mention),
    ImportExpression: ({ source, start }) => {
      if (source.type !== 'Literal') say('loading', start, 'import()')
    },
  }).visit(program)
}
