import { createRill } from 'vue-rill'

export default defineNuxtPlugin((nuxtApp) => {
  nuxtApp.vueApp.use(createRill({ locale: 'en' }))
})
