package authtest_test

import (
	"testing"

	"example.org/casebook/internal/auth"
	"example.org/casebook/internal/auth/authtest"
)

func TestMemory(t *testing.T) {
	authtest.Contract(t, func(*testing.T) auth.SessionStore { return authtest.NewMemory() })
}
