import axios from 'axios'
import { axiosTransport, fetchTransport, type Transport } from 'vue-rill/core'
import type { TransportName } from '../scene.ts'

/** The transports that a scene chooses among. */
export const transportMakers: Readonly<Record<TransportName, () => Transport>> = {
  fetch: () => fetchTransport(),
  axios: () => axiosTransport(axios.create()),
}
