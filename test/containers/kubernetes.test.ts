import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { configurationDocument } from '../../src/app/index.ts'
import { deployFolder } from './compose-file.ts'
import { commandFault } from './known-command.ts'

const folder = path.join(deployFolder, 'kubernetes')
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8')
const settings = configurationDocument()

const resource = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.record(z.string(), z.unknown()).optional(),
})
const probe = z.looseObject({ exec: z.object({ command: z.array(z.string()) }).optional() })
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).default([]),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  securityContext: z.unknown(),
  resources: z.looseObject({ limits: z.looseObject({ memory: z.string() }) }),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
})
const pod = z.looseObject({
  automountServiceAccountToken: z.literal(false),
  terminationGracePeriodSeconds: z.number().min(30),
  securityContext: z.looseObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.number().min(1),
    seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
  }),
  initContainers: z.array(container).default([]),
  containers: z.array(container),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
})
const workload = z.looseObject({
  replicas: z.literal(1),
  template: z.looseObject({ spec: pod }),
  volumeClaimTemplates: z
    .array(
      z.looseObject({
        metadata: z.looseObject({ name: z.string() }),
        spec: z.looseObject({ accessModes: z.tuple([z.literal('ReadWriteOncePod')]) }),
      }),
    )
    .default([]),
})

const listed = z
  .looseObject({ resources: z.array(z.string()) })
  .parse(parse(read('kustomization.yaml')))
const resources = listed.resources.flatMap((name) =>
  parseAllDocuments(read(name)).map((document) => {
    for (const error of document.errors) throw error
    return resource.parse(document.toJS())
  }),
)
const workloads = resources
  .filter(({ kind }) => ['StatefulSet', 'Deployment'].includes(kind))
  .map(({ metadata, spec }) => [metadata.name, workload.parse(spec)] as const)

it('lists every manifest that is there', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  expect([...listed.resources, 'kustomization.yaml'].toSorted()).toEqual(files.toSorted())
})

it('has no secret among its manifests, and one pod of each, on a volume that no other may have', () => {
  expect(resources.filter(({ kind }) => kind === 'Secret')).toEqual([])
  expect(workloads.map(([name]) => name)).toEqual([
    ...['desk', 'nats', 'manager-0', 'manager-1', 'manager-2', 'manager-3'],
  ])
})

describe.each(workloads)('%s', (_, { template: { spec }, volumeClaimTemplates }) => {
  const all = [...spec.initContainers, ...spec.containers]

  it.each(all)('runs $name without rights, with a bound of memory', (each) => {
    expect(each.securityContext).toEqual({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      capabilities: { drop: ['ALL'] },
    })
    expect(each.image).toMatch(/^(coinswarm|nats:\d+\.\d+\.\d+-alpine)$/)
  })

  it.each(all)('mounts into $name only volumes that are there', ({ volumeMounts }) => {
    const claimed = volumeClaimTemplates.map(({ metadata }) => metadata.name)
    const there = [...spec.volumes.map((volume) => volume.name), ...claimed]
    for (const mount of volumeMounts) expect(there).toContain(mount.name)
  })

  it.each(spec.containers)('asks $name how it is', ({ livenessProbe }) => {
    expect(livenessProbe).toBeDefined()
  })

  it.each(all.filter(({ image }) => image === 'coinswarm'))(
    'starts $name, and asks how it is, with commands and settings of this program',
    async ({ command, args, env, startupProbe, livenessProbe, readinessProbe }) => {
      if (command === undefined) expect(await commandFault(args)).toBeUndefined()
      for (const each of [startupProbe, livenessProbe, readinessProbe]) {
        const words = each?.exec?.command
        if (words !== undefined) expect(await commandFault(words)).toBeUndefined()
      }
      for (const { name: key } of env)
        expect([key, settings.includes(`\`${key}\``)]).toEqual([key, true])
    },
  )
})

it.each(workloads.filter(([name]) => name.startsWith('manager-')))(
  '%s has its own key and no other',
  (name, { template: { spec } }) => {
    const number = name.replace('manager-', '')
    const keys = JSON.stringify(spec).matchAll(/manager-(\d)/g)
    expect(new Set([...keys].map(([, n]) => n))).toEqual(new Set([number]))
    expect(spec.containers[0]?.args).toContain(number)
  },
)

it('lets nothing in or out but what is named', () => {
  const policies = resources.filter(({ kind }) => kind === 'NetworkPolicy')
  expect(policies.find(({ metadata }) => metadata.name === 'nothing')?.spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  })
})
