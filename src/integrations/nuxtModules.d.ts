// Nuxt is too large to be installed here. These are the parts that it hands on under names of its own, which the module
// is written with, for they are there in every Nuxt app and nowhere else.
declare module 'nuxt/kit' {
  export * from '@nuxt/kit'
}
declare module 'nuxt/schema' {
  export * from '@nuxt/schema'
}
