package web

import "github.com/gofiber/fiber/v2"

// Settings are the settings fiber was started with.
func (s *Server) Settings() fiber.Config { return s.app.Config() }

// MaxForm is how many bytes a form may hold.
const MaxForm = maxForm
