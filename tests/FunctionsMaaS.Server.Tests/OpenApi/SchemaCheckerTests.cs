using System.Text.Json;
using FunctionsMaaS.Testing.Http.Contract;
using Xunit;

namespace FunctionsMaaS.Server.Tests.OpenApi;

/// <summary>That the checker, which the contract rests on, finds what is wrong.</summary>
public sealed class SchemaCheckerTests
{
    private const string Person = """
        {"type": "object", "properties": {"name": {"type": "string", "minLength": 1, "pattern": "^[a-z]+$"}, "age": {"type": "integer", "minimum": 0, "maximum": 150},
         "tags": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"enum": ["a", "b"]}}, "born": {"type": "string", "format": "date-time"},
         "extra": {"type": "object", "additionalProperties": {"type": "boolean"}}}, "required": ["name"]}
        """;

    [Theory]
    [InlineData("""{"name": "x", "age": 3, "tags": ["a", "b"], "born": "2026-01-02T03:04:05Z", "extra": {"y": true}}""", null)]
    [InlineData("""[]""", "$ is Array but must be object")]
    [InlineData("""{}""", "$ has no 'name'")]
    [InlineData("""{"name": 5}""", "$.name is Number but must be string")]
    [InlineData("""{"name": ""}""", "$.name is shorter than 1")]
    [InlineData("""{"name": "X"}""", "$.name does not match ^[a-z]+$")]
    [InlineData("""{"name": "x", "age": 1.5}""", "$.age is Number but must be integer")]
    [InlineData("""{"name": "x", "age": -1}""", "$.age is under 0")]
    [InlineData("""{"name": "x", "age": 151}""", "$.age is over 150")]
    [InlineData("""{"name": "x", "tags": []}""", "$.tags has fewer items than 1")]
    [InlineData("""{"name": "x", "tags": ["a", "a", "a"]}""", "$.tags has more items than 2")]
    [InlineData("""{"name": "x", "tags": ["a", "c"]}""", """$.tags[1] is not one of ["a", "b"]""")]
    [InlineData("""{"name": "x", "born": "yesterday"}""", "$.born is no date and time")]
    [InlineData("""{"name": "x", "extra": {"y": 1}}""", "$.extra.y is Number but must be boolean")]
    [InlineData("""{"name": "x", "shoe": 44}""", "$.shoe is not documented")]
    public void A_value_that_does_not_fit_is_found(string value, string? violation) => Assert.Equal(violation, Check(Person, value));

    [Theory]
    [InlineData("1", null)]
    [InlineData("\"x\"", null)]
    [InlineData("true", "$ fits 0 of 2 forms")]
    public void Exactly_one_form_must_fit(string value, string? violation)
    {
        var found = Check("""{"oneOf": [{"type": "integer"}, {"$ref": "#/components/text"}]}""", value);
        Assert.True(violation is null ? found is null : found!.StartsWith(violation, StringComparison.Ordinal), found);
    }

    [Fact]
    public void A_keyword_that_it_does_not_know_is_not_ignored() =>
        Assert.Throws<NotSupportedException>(() => Check("""{"type": "integer", "multipleOf": 2}""", "3"));

    private static string? Check(string schema, string value)
    {
        var document = JsonDocument.Parse("""{"components": {"text": {"type": "string"}}}""").RootElement;
        return new SchemaChecker(document).Violation(JsonDocument.Parse(schema).RootElement, JsonDocument.Parse(value).RootElement);
    }
}
