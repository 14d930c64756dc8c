export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['vue-rill/nuxt'],
  rill: { css: true },
})
