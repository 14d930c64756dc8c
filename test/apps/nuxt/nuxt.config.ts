export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['vue-rill/nuxt'],
  rill: { css: true },
  devtools: { enabled: false },
  telemetry: { enabled: false },
  // Vue says in a build, too, what differs between the server's page and the browser's.
  vite: { define: { __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' } },
})
