import * as z from 'zod/mini'
import { schema as assertions } from '../engine/calico/resources/assertions'
import { schema as bgpConfiguration } from '../engine/calico/resources/bgp-configuration'
import { schema as bgpFilter } from '../engine/calico/resources/bgp-filter'
import { schema as bgpPeer } from '../engine/calico/resources/bgp-peer'
import { schema as blockAffinity } from '../engine/calico/resources/block-affinity'
import { schema as clusterInformation } from '../engine/calico/resources/cluster-information'
import { schema as felixConfiguration } from '../engine/calico/resources/felix-configuration'
import { factsOfField } from '../engine/calico/resources/fields'
import { schema as ipPool } from '../engine/calico/resources/ip-pool'
import { schema as ipamBlock } from '../engine/calico/resources/ipam-block'
import { schema as ipamConfig } from '../engine/calico/resources/ipam-config'
import { calicoSchema, kubernetesSchema } from '../engine/calico/resources/node'
import { endpointSchema, podSchema } from '../engine/calico/resources/pod'
import { schema as routingTable } from '../engine/calico/resources/routing-table'
import { schema as underlay } from '../engine/calico/resources/underlay'
import { API_VERSIONS } from '../engine/lab/read-resources'
import { isJsonObject, type Json, type JsonObject } from '../engine/manifest'

/** A kind, by API version where those differ. */
const SCHEMAS: Readonly<Record<string, z.core.$ZodType | Readonly<Record<string, z.core.$ZodType>>>> = {
  Underlay: underlay,
  Assertions: assertions,
  RoutingTable: routingTable,
  Node: { v1: kubernetesSchema, 'projectcalico.org/v3': calicoSchema, 'crd.projectcalico.org/v1': calicoSchema },
  Pod: podSchema,
  IPPool: ipPool,
  BGPConfiguration: bgpConfiguration,
  BGPPeer: bgpPeer,
  BGPFilter: bgpFilter,
  FelixConfiguration: felixConfiguration,
  BlockAffinity: blockAffinity,
  IPAMBlock: ipamBlock,
  IPAMConfig: ipamConfig,
  IPAMConfiguration: ipamConfig,
  WorkloadEndpoint: endpointSchema,
  ClusterInformation: clusterInformation,
}

/** What a field means, in words; undefined: there is nothing to say. */
type Describe = (definition: string, path: readonly string[]) => string | undefined

/** What the lab reads of a resource, in JSON Schema's terms; a parser's further rules are not in it. */
const jsonSchemaOf = (schema: z.core.$ZodType): JsonObject => {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type === 'default' && !isCollection(def.defaultValue)) jsonSchema.default = def.defaultValue as never
      const facts = factsOfField(zodSchema)
      if (facts) Object.assign(jsonSchema, facts)
      // A lab takes and keeps the fields it does not know.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  const { $schema: _, ...rest } = made as unknown as JsonObject
  return rest
}

const isCollection = (value: unknown): boolean => typeof value === 'object' || value === ''

/** `schema` with a description of each field that there are words for. */
function described(schema: JsonObject, words: (path: readonly string[]) => string | undefined): JsonObject {
  const within = (part: JsonObject, path: readonly string[]): JsonObject => {
    const description = path.length === 0 ? undefined : words(path)
    const { properties, items, additionalProperties: any } = part
    return {
      ...(description !== undefined && { description }),
      ...part,
      ...(isJsonObject(properties) && { properties: mapOf(properties, (each, key) => within(each, [...path, key])) }),
      ...(isJsonObject(items) && { items: within(items, path) }),
      ...(isJsonObject(any) && { additionalProperties: within(any, [...path, '*']) }),
    }
  }
  return within(schema, [])
}

const mapOf = (object: JsonObject, change: (value: JsonObject, key: string) => Json): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, isJsonObject(value) ? change(value, key) : value]),
  )

/**
 * The schema of a document of a lab file, for editors: a resource, or a list of them. Kinds that it does not name are kept
 * by the lab without effect.
 */
export function labSchema(describe: Describe = () => undefined): JsonObject {
  const definitions: Record<string, Json> = {}
  const cases = Object.entries(SCHEMAS).flatMap(([kind, schema]): JsonObject[] => {
    const versions = API_VERSIONS[kind] ?? []
    if ('_zod' in schema) {
      definitions[kind] = described(jsonSchemaOf(schema as z.core.$ZodType), (path) => describe(kind, path))
      return [when(isKind(kind, versions), { $ref: `#/definitions/${kind}` })]
    }
    return Object.entries(schema).map(([version, own]) => {
      const name = `${kind}.${version.replaceAll(/[/.]/g, '-')}`
      definitions[name] = described(jsonSchemaOf(own), (path) => describe(name, path))
      return when(isKind(kind, [version]), { $ref: `#/definitions/${name}` })
    })
  })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Podpath lab',
    description:
      'One document of a lab file: a resource as the cluster prints it, or the network under the cluster (podpath.dev/v1 Underlay).',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', examples: [...new Set(Object.values(API_VERSIONS).flat())] },
      kind: { type: 'string', examples: [...Object.keys(SCHEMAS), 'List'] },
      metadata: { type: 'object' },
    },
    allOf: [
      when(
        { properties: { kind: { type: 'string', pattern: 'List$' } } },
        { properties: { items: { type: 'array', items: { $ref: '#' } } } },
        {
          required: ['metadata'],
          properties: { metadata: { required: ['name'], properties: { name: { type: 'string', minLength: 1 } } } },
        },
      ),
      ...cases,
    ],
    definitions,
  }
}

const isKind = (kind: string, versions: readonly string[]): JsonObject => ({
  required: ['kind', 'apiVersion'],
  properties: { kind: { const: kind }, apiVersion: { enum: versions } },
})

/** A condition of JSON Schema; written out, `then` would make the object look like a promise. */
const when = (condition: JsonObject, holds: JsonObject, otherwise?: JsonObject): JsonObject =>
  Object.fromEntries([['if', condition], ['then', holds], ...(otherwise ? [['else', otherwise] as const] : [])])
