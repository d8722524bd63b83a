package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// client asks one server over one connection. It does as little as it can, for
// its work is done on the processors that the server would use.
type client struct {
	address string
	cookie  string
	csrf    string
	conn    net.Conn
	in      *bufio.Reader
	body    []byte
}

// answer is what came back; the body lasts until the next request.
type answer struct {
	status   int
	location string
	body     []byte
}

// patience is how long a client waits for an answer.
const patience = 30 * time.Second

func (c *client) get(path string) (answer, error) {
	return c.ask("GET " + path + " HTTP/1.1\r\nHost: " + c.address + "\r\nCookie: " + c.cookie + "\r\n\r\n")
}

func (c *client) post(path, form string) (answer, error) {
	return c.ask("POST " + path + " HTTP/1.1\r\nHost: " + c.address + "\r\nCookie: " + c.cookie +
		"\r\nOrigin: http://" + c.address + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
		strconv.Itoa(len(form)) + "\r\n\r\n" + form)
}

func (c *client) ask(request string) (a answer, err error) {
	if c.conn == nil {
		if c.conn, err = net.Dial("tcp", c.address); err != nil {
			return answer{}, err
		}
		c.in = bufio.NewReaderSize(c.conn, 64<<10)
	}
	_ = c.conn.SetDeadline(time.Now().Add(patience))
	if _, err = io.WriteString(c.conn, request); err == nil {
		a, err = c.read()
	}
	if err != nil {
		c.close()
	}
	return a, err
}

func (c *client) close() {
	if c.conn != nil {
		_ = c.conn.Close()
		c.conn = nil
	}
}

func (c *client) read() (a answer, err error) {
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return a, err
	}
	if len(line) < 12 {
		return a, fmt.Errorf("no status in %q", line)
	}
	if a.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return a, err
	}
	length, closes, err := c.readHead(&a)
	if err != nil {
		return a, err
	}
	if cap(c.body) < length {
		c.body = make([]byte, length)
	}
	a.body = c.body[:length]
	_, err = io.ReadFull(c.in, a.body)
	if closes {
		c.close()
	}
	return a, err
}

func (c *client) readHead(a *answer) (length int, closes bool, err error) {
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return 0, false, err
		}
		name, value, found := bytes.Cut(bytes.TrimSpace(line), []byte(": "))
		switch {
		case !found:
			return length, closes, nil
		case strings.EqualFold(string(name), "content-length"):
			if length, err = strconv.Atoi(string(value)); err != nil {
				return 0, false, err
			}
		case strings.EqualFold(string(name), "location"):
			a.location = string(value)
		case strings.EqualFold(string(name), "connection"):
			closes = string(value) == "close"
		}
	}
}
