import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

export const deployFolder: string = path.resolve('deploy')

type Given = string | { readonly source: string; readonly target?: string | undefined }

/** What these files use of Compose; anything else is declined, or nobody would look at it. */
export type Service = {
  readonly image: string
  readonly build?: { readonly context: string; readonly dockerfile: string } | undefined
  readonly entrypoint?: readonly string[] | undefined
  readonly command: readonly string[]
  readonly user: string
  readonly init: boolean
  readonly hostname?: string | undefined
  readonly read_only: boolean
  readonly cap_drop: readonly string[]
  readonly security_opt: readonly string[]
  readonly restart: string
  readonly logging: { readonly driver: string; readonly options: Readonly<Record<string, string>> }
  readonly ports: readonly string[]
  readonly networks: readonly string[]
  readonly network_mode?: string | undefined
  readonly depends_on: Readonly<Record<string, { readonly condition: string }>>
  readonly environment: Readonly<Record<string, string>>
  readonly volumes: readonly string[]
  readonly tmpfs: readonly string[]
  readonly secrets: readonly Given[]
  readonly configs: readonly Given[]
  readonly stop_grace_period?: string | undefined
  readonly stop_signal?: string | undefined
  readonly shm_size?: string | undefined
  readonly mem_limit: string
  readonly pids_limit: number
  readonly healthcheck?: HealthCheck | undefined
}

export type HealthCheck = {
  readonly test: readonly string[]
  readonly interval: string
  readonly timeout: string
  readonly start_period?: string | undefined
  readonly retries: number
}

export type ComposeFile = {
  readonly services: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean | undefined }>>
  readonly volumes: Readonly<Record<string, object>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
  readonly configs: Readonly<Record<string, { readonly file: string }>>
}

const words = z.array(z.string()).default([])
const given = z
  .array(
    z.union([z.string(), z.strictObject({ source: z.string(), target: z.string().optional() })]),
  )
  .default([])
const networks = z
  .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform(Object.keys)])
  .default([])
const files = z.record(z.string(), z.strictObject({ file: z.string() })).default({})

const serviceSchema: z.ZodType<Service> = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  entrypoint: z.array(z.string()).optional(),
  command: words,
  user: z.string(),
  init: z.boolean().default(false),
  hostname: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: words,
  security_opt: words,
  restart: z.string(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  ports: words,
  networks,
  network_mode: z.string().optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: words,
  tmpfs: words,
  secrets: given,
  configs: given,
  stop_grace_period: z.string().optional(),
  stop_signal: z.string().optional(),
  shm_size: z.string().optional(),
  mem_limit: z.string(),
  pids_limit: z.number(),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      timeout: z.string(),
      start_period: z.string().optional(),
      retries: z.number(),
    })
    .optional(),
})

const fileSchema: z.ZodType<ComposeFile> = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.strictObject({})),
  secrets: files,
  configs: files,
})

export const composeNames = ['compose.one-box.yml', 'compose.fleet.yml'] as const

/** A Compose file as it is understood, with its variables as they are when nothing is set. */
export function readCompose(name: (typeof composeNames)[number]): ComposeFile {
  const text = readFileSync(path.join(deployFolder, name), 'utf8')
  const plain = text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
  return fileSchema.parse(parse(plain, { merge: true }))
}

/** Where something is mounted from and to. */
export type Mount = {
  readonly kind: 'volume' | 'file'
  /** The name of a volume, or a file of this tree, from `deploy`. */
  readonly from: string
  readonly to: string
  readonly isReadOnly: boolean
}

/** Every mount of a service: volumes, secrets and configurations. */
export function mountsOf(file: ComposeFile, service: Service): readonly Mount[] {
  const volumes = service.volumes.map((line): Mount => {
    const [from = '', to = '', mode = 'rw'] = line.split(':')
    return { kind: from.startsWith('.') ? 'file' : 'volume', from, to, isReadOnly: mode === 'ro' }
  })
  const handed = (kind: 'secrets' | 'configs', folder: string): readonly Mount[] =>
    service[kind].map((each) => {
      const { source, target = `${folder}/${source}` } =
        typeof each === 'string' ? { source: each } : each
      return { kind: 'file', from: file[kind][source]?.file ?? '', to: target, isReadOnly: true }
    })
  return [...volumes, ...handed('secrets', '/run/secrets'), ...handed('configs', '')]
}
