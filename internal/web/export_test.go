package web

import "github.com/gofiber/fiber/v2"

// Settings are the settings fiber was started with.
func (s *Server) Settings() fiber.Config { return s.app.Config() }

// SecurityHeaders are what every answer carries.
func SecurityHeaders() map[string]string { return securityHeaders }

// MaxForm is how many bytes a form may hold.
const MaxForm = maxForm
