import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { searchBackend } from './searchBackend.js'

export default defineConfig({ plugins: [vue(), searchBackend()] })
