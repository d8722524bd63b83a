package web

import (
	"html/template"
	"text/template/parse"
)

// fixWords puts the sentences that are the same at each showing into the
// template's own text, once: {{t "home.title"}} is looked up and escaped when
// the page is parsed. The escaping is that of text and of quoted attributes,
// the only places where our sentences stand.
func fixWords(page *template.Template, fixed map[string]func(string) (string, bool)) {
	for _, t := range page.Templates() {
		if t.Tree != nil {
			fixList(t.Tree.Root, fixed)
		}
	}
}

func fixList(list *parse.ListNode, fixed map[string]func(string) (string, bool)) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if text, ok := fixedText(n, fixed); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(template.HTMLEscapeString(text))}
			}
		case *parse.IfNode:
			fixBranch(&n.BranchNode, fixed)
		case *parse.RangeNode:
			fixBranch(&n.BranchNode, fixed)
		case *parse.WithNode:
			fixBranch(&n.BranchNode, fixed)
		}
	}
}

func fixBranch(b *parse.BranchNode, fixed map[string]func(string) (string, bool)) {
	fixList(b.List, fixed)
	fixList(b.ElseList, fixed)
}

// fixedText is what a function says of one word written in the template.
func fixedText(n *parse.ActionNode, fixed map[string]func(string) (string, bool)) (string, bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	name, isName := n.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	word, isWord := n.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !isName || !isWord || fixed[name.Ident] == nil {
		return "", false
	}
	return fixed[name.Ident](word.Text)
}
