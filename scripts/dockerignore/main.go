package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type one struct {
	Text    string          `json:"text"`
	Paths   map[string]bool `json:"paths"`
	Refused bool            `json:"refused,omitempty"`
}

func main() {
	file := os.Args[1]
	raw, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var cases []one
	if err := json.Unmarshal(raw, &cases); err != nil {
		panic(err)
	}
	for i := range cases {
		patterns, err := ignorefile.ReadAll(strings.NewReader(cases[i].Text))
		if err != nil {
			cases[i].Refused = true
			continue
		}
		matcher, err := patternmatcher.New(patterns)
		if err != nil {
			cases[i].Refused = true
			continue
		}
		for path := range cases[i].Paths {
			matched, err := matcher.MatchesOrParentMatches(path)
			if err != nil {
				cases[i].Refused = true
				break
			}
			cases[i].Paths[path] = matched
		}
	}
	out, _ := json.MarshalIndent(cases, "", " ")
	fmt.Fprintln(os.Stdout, string(out))
}
