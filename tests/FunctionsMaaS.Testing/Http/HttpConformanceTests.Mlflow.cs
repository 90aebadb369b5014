using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

/// <summary>MLflow's scoring protocol: mlflow/pyfunc/scoring_server of mlflow/mlflow.</summary>
public abstract partial class HttpConformanceTests
{
    [Theory]
    [InlineData("""{"inputs": ["a", "b"]}""")]
    [InlineData("""{"inputs": [["a"], ["b"]]}""")]
    [InlineData("""{"inputs": [{"text": "a"}, {"text": "b"}]}""")]
    [InlineData("""{"inputs": {"text": ["a", "b"]}}""")]
    [InlineData("""{"inputs": {"body": [["a"], ["b"]]}}""")]
    [InlineData("""{"inputs": {"id": [1, 2], "text": ["a", "b"]}}""")]
    [InlineData("""{"instances": ["a", "b"]}""")]
    [InlineData("""{"instances": [["a"], ["b"]]}""")]
    [InlineData("""{"instances": [{"text": "a"}, {"text": "b"}]}""")]
    [InlineData("""{"instances": [{"id": 1, "text": "a"}, {"text": "b", "id": 2}]}""")]
    [InlineData("""{"dataframe_records": [{"body": "a"}, {"body": "b"}]}""")]
    [InlineData("""{"dataframe_records": [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}], "params": null}""")]
    [InlineData("""{"dataframe_split": {"columns": ["text"], "data": [["a"], ["b"]]}}""")]
    [InlineData("""{"dataframe_split": {"index": [0, 1], "data": [[1, "a"], [2, "b"]], "columns": ["id", "text"]}}""")]
    [InlineData("""{"dataframe_split": {"data": [["a"], ["b"]]}, "something": "else", "params": {"temperature": 0}}""")]
    public async Task Every_form_that_MLflow_takes_gets_a_prediction_a_row(string body)
    {
        await PublishChampionAsync();
        Assert.Equal("""{"predictions":["v1","v1"]}""", (await InvokeAsync(body)).GetRawText());
    }

    [Theory]
    [InlineData("""{"inputs": "a"}""")]
    [InlineData("""{"inputs": {"text": "a"}}""")]
    public async Task One_text_may_stand_by_itself(string body)
    {
        await PublishChampionAsync();
        Assert.Equal("""{"predictions":["v1"]}""", (await InvokeAsync(body)).GetRawText());
    }

    [Theory]
    [InlineData("text\na\n\"b, c\"\n")]
    [InlineData(",text\n0,a\n1,b\n")]
    public async Task A_table_as_pandas_writes_it_gets_a_prediction_a_row(string csv)
    {
        await PublishChampionAsync();
        using var response = await SendAsync("/invocations", csv, "text/csv; charset=utf-8");
        Assert.Equal("""{"predictions":["v1","v1"]}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Params_choose_model_and_version_and_ask_for_scores()
    {
        await Registry.MoveAsync("newsgroups", await Registry.PublishAsync("newsgroups", "v1"));
        await Registry.MoveAsync("newsgroups", await Registry.PublishAsync("newsgroups", "v2"), "challenger");
        await Registry.PublishAsync("other", "o1");
        Assert.Equal("""{"predictions":["v2"]}""", (await InvokeAsync("""{"inputs": ["a"], "params": {"version": 2}}""")).GetRawText());
        Assert.Equal("""{"predictions":["v2"]}""", (await InvokeAsync("""{"inputs": ["a"], "params": {"alias": "challenger"}}""")).GetRawText());
        Assert.Equal("""{"predictions":["o1"]}""", (await InvokeAsync("""{"inputs": ["a"], "params": {"model": "other", "version": 1}}""")).GetRawText());
        var scores = (await InvokeAsync("""{"inputs": ["a"], "params": {"top_k": 5}}""")).GetProperty("predictions")[0].EnumerateArray().ToList();
        Assert.Equal(["v1", "other"], scores.Select(s => s.GetProperty("label").GetString()));
        Assert.Equal(1, scores.Sum(s => s.GetProperty("score").GetDouble()), 4);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "none of dataframe_records, dataframe_split, inputs, instances")]
    [InlineData("""{"inputs": ["a"], "instances": ["a"]}""", "inputs and instances")]
    [InlineData("""{"inputs": 5}""", "'inputs' is a number")]
    [InlineData("""{"inputs": []}""", "'inputs' has no text")]
    [InlineData("""{"inputs": [5]}""", "'inputs[0]' is a number")]
    [InlineData("""{"inputs": [["a", "b"]]}""", "has 2 cells but must have 1")]
    [InlineData("""{"inputs": [""]}""", "'inputs[0]' is empty")]
    [InlineData("""{"inputs": {"a": ["x"], "b": ["y"]}}""", "one called 'text', but there are 2: 'a', 'b'")]
    [InlineData("""{"inputs": {}}""", "there are 0")]
    [InlineData("""{"instances": "a"}""", "'instances' is a string")]
    [InlineData("""{"instances": [{}]}""", "there are 0")]
    [InlineData("""{"dataframe_records": {"text": "a"}}""", "'dataframe_records' is an object")]
    [InlineData("""{"dataframe_split": ["a"]}""", "'dataframe_split' is an array")]
    [InlineData("""{"dataframe_split": {"columns": ["text"]}}""", "has no 'data'")]
    [InlineData("""{"dataframe_split": {"columns": "text", "data": []}}""", "'columns' is a string")]
    [InlineData("""{"dataframe_split": {"columns": [1], "data": [["a"]]}}""", "'columns[0]' is a number")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": [["x", "y"]]}}""", "one called 'text'")]
    [InlineData("""{"dataframe_split": {"columns": ["id", "text"], "data": [["x"]]}}""", "has 1 cells but must have 2")]
    [InlineData("""{"inputs": ["a"], "params": 5}""", "'params' is a number")]
    [InlineData("""{"inputs": ["a"], "params": {"top_k": 0}}""", "'top_k' is 0")]
    [InlineData("""{"inputs": ["a"], "params": {"model": "../etc"}}""", "'../etc' is not a model name")]
    [InlineData("""{"inputs": ["a"], "params": {"version": 1, "alias": "champion"}}""", "both given")]
    public async Task A_scoring_request_that_is_not_valid_is_told_what_is_wrong(string body, string said)
    {
        await PublishChampionAsync();
        using var response = await SendAsync("/invocations", body);
        Assert.Equal("BAD_REQUEST", await MlflowErrorAsync(response, HttpStatusCode.BadRequest, said));
    }

    [Theory]
    [InlineData("", "there are 0")]
    [InlineData("text\n", "has no text")]
    [InlineData("a,b\n1,2\n", "one called 'text'")]
    [InlineData("a,text\n1\n", "not CSV")]
    [InlineData("text\n\"a\n", "not CSV")]
    public async Task A_table_that_is_not_valid_is_told_what_is_wrong(string csv, string said)
    {
        await PublishChampionAsync();
        using var response = await SendAsync("/invocations", csv, "text/csv");
        Assert.Equal("BAD_REQUEST", await MlflowErrorAsync(response, HttpStatusCode.BadRequest, said));
    }

    [Theory]
    [InlineData("""{"inputs": ["a", "b", "c", "d"]}""", "application/json", HttpStatusCode.RequestEntityTooLarge, "BAD_REQUEST")]
    [InlineData("text\na\nb\nc\nd\n", "text/csv", HttpStatusCode.RequestEntityTooLarge, "BAD_REQUEST")]
    [InlineData("a", "text/plain", HttpStatusCode.UnsupportedMediaType, "BAD_REQUEST")]
    [InlineData("text\na\n", "text/csv; charset=latin1", HttpStatusCode.UnsupportedMediaType, "BAD_REQUEST")]
    [InlineData("""{"inputs": ["a"], "params": {"version": 9}}""", "application/json", HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST")]
    public async Task What_is_over_a_limit_of_another_type_or_not_there_has_its_status_and_code(string body, string contentType, HttpStatusCode status, string code)
    {
        await PublishChampionAsync();
        using var response = await SendAsync("/invocations", body, contentType);
        Assert.Equal(code, await MlflowErrorAsync(response, status, ""));
    }

    [Theory]
    [InlineData("/ping")]
    [InlineData("/health")]
    public async Task A_server_is_healthy_when_its_model_answers(string path)
    {
        using (var response = await Client.GetAsync(path, Token))
            Assert.Equal("TEMPORARILY_UNAVAILABLE", await MlflowErrorAsync(response, HttpStatusCode.ServiceUnavailable, "no version yet"));
        await PublishChampionAsync();
        Assert.Equal("\n", await Client.GetStringAsync(path, Token));
    }

    [Fact]
    public async Task The_version_is_a_text() => Assert.Matches(@"^\d+\.\d+\.\d+$", await Client.GetStringAsync("/version", Token));

    [Fact]
    public async Task A_method_that_is_not_there_is_an_error_of_MLflow_too()
    {
        using var response = await Client.GetAsync("/invocations", Token);
        Assert.Equal("BAD_REQUEST", await MlflowErrorAsync(response, HttpStatusCode.MethodNotAllowed, "POST"));
    }

    private async Task<JsonElement> InvokeAsync(string body)
    {
        using var response = await SendAsync("/invocations", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<string> MlflowErrorAsync(HttpResponseMessage response, HttpStatusCode status, string said)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(["error_code", "message"], error.EnumerateObject().Select(p => p.Name));
        Assert.Contains(said, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        return error.GetProperty("error_code").GetString()!;
    }
}
