import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { chatBackend } from './chatBackend.js'

export default defineConfig({ plugins: [vue(), chatBackend()] })
