using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

/// <summary>The Open Inference Protocol v2: specification/protocol/inference_rest.md of kserve/open-inference-protocol.</summary>
public abstract partial class HttpConformanceTests
{
    private const string OneText = """{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["hello"]}""";

    [Fact]
    public async Task The_server_says_what_it_is()
    {
        var server = await GetAsync("/v2");
        Assert.Equal("functionsmaas", server.GetProperty("name").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", server.GetProperty("version").GetString());
        Assert.Contains("classification", server.GetProperty("extensions").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task Before_the_first_version_the_server_is_live_but_not_ready()
    {
        Assert.True((await GetAsync("/v2/health/live")).GetProperty("live").GetBoolean());
        using var response = await Client.GetAsync("/v2/health/ready", Token);
        Assert.Contains("no version yet", await ErrorAsync(response, HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("/v2/health/ready")]
    [InlineData("/v2/models/newsgroups/ready")]
    [InlineData("/v2/models/newsgroups/versions/1/ready")]
    public async Task What_can_answer_is_ready(string path)
    {
        await PublishChampionAsync();
        Assert.True((await GetAsync(path)).GetProperty("ready").GetBoolean());
    }

    [Theory]
    [InlineData("/v2/models/newsgroups", 2)]
    [InlineData("/v2/models/newsgroups/versions/2", 3)]
    public async Task A_model_says_what_it_takes_and_gives(string path, int labels)
    {
        await PublishChampionAsync();
        await Registry.PublishPayloadAsync("newsgroups", StubFormat.Payload("a", "b", "c"), "a", "b", "c");
        var model = await GetAsync(path);
        Assert.Equal("newsgroups", model.GetProperty("name").GetString());
        Assert.Equal(["2", "1"], model.GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal("functionsmaas_stub", model.GetProperty("platform").GetString());
        Assert.Equal("""[{"name":"text","datatype":"BYTES","shape":[-1]}]""", model.GetProperty("inputs").GetRawText());
        Assert.Equal(
            $$"""[{"name":"label","datatype":"BYTES","shape":[-1]},{"name":"score","datatype":"FP32","shape":[-1]},{"name":"probabilities","datatype":"FP32","shape":[-1,{{labels}}]},{"name":"labels","datatype":"BYTES","shape":[{{labels}}]}]""",
            model.GetProperty("outputs").GetRawText());
    }

    [Fact]
    public async Task An_inference_answers_with_every_tensor_and_the_id_of_the_request()
    {
        await PublishChampionAsync();
        var answer = await InferAsync("""{"id": "42", "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["one", "two"]}]}""");
        Assert.Equal(("newsgroups", "1", "42"), (answer.GetProperty("model_name").GetString(), answer.GetProperty("model_version").GetString(), answer.GetProperty("id").GetString()));
        Assert.Equal(
            ["label BYTES [2] [\"v1\",\"v1\"]", "score FP32 [2] [0.9,0.9]", "probabilities FP32 [2,2] [0.1,0.9,0.1,0.9]", "labels BYTES [2] [\"other\",\"v1\"]"],
            Tensors(answer));
    }

    [Fact]
    public async Task An_inference_without_an_id_is_answered_without_one()
    {
        await PublishChampionAsync();
        Assert.False((await InferAsync($$"""{"inputs": [{{OneText}}]}""")).TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("[3]", """["a", "b", "c"]""")]
    [InlineData("[3, 1]", """["a", "b", "c"]""")]
    [InlineData("[3, 1]", """[["a"], ["b"], ["c"]]""")]
    [InlineData("[1, 3]", """[["a", "b", "c"]]""")]
    [InlineData("[1, 3, 1]", """[[["a"], ["b"], ["c"]]]""")]
    public async Task Every_shape_of_texts_is_read_flat_or_nested(string shape, string data)
    {
        await PublishChampionAsync();
        var answer = await InferAsync($$"""{"inputs": [{"data": {{data}}, "shape": {{shape}}, "datatype": "BYTES", "name": "any"}], "outputs": [{"name": "label"}]}""");
        Assert.Equal(["label BYTES [3] [\"v1\",\"v1\",\"v1\"]"], Tensors(answer));
    }

    [Theory]
    [InlineData("""[{"name": "score"}, {"name": "label"}]""", "score FP32 [1] [0.9]|label BYTES [1] [\"v1\"]")]
    [InlineData("""[{"name": "probabilities", "parameters": {"classification": 1}}]""", "probabilities BYTES [1,1] [\"0.9:1:v1\"]")]
    [InlineData("""[{"name": "probabilities", "parameters": {"classification": 9, "binary_data": false}}]""", "probabilities BYTES [1,2] [\"0.9:1:v1\",\"0.1:0:other\"]")]
    [InlineData("""[{"name": "labels"}]""", "labels BYTES [2] [\"other\",\"v1\"]")]
    public async Task Outputs_are_those_asked_for_in_that_order(string outputs, string expected)
    {
        await PublishChampionAsync();
        Assert.Equal(expected.Split('|'), Tensors(await InferAsync($$"""{"inputs": [{{OneText}}], "outputs": {{outputs}}}""")));
    }

    [Fact]
    public async Task Parameters_of_the_request_choose_the_alias_and_the_classes_named()
    {
        await PublishChampionAsync();
        await Registry.MoveAsync("newsgroups", await Registry.PublishAsync("newsgroups", "v2"), "challenger");
        var answer = await InferAsync($$"""{"inputs": [{{OneText}}], "parameters": {"alias": "challenger", "classification": 1, "priority": 3}, "outputs": [{"name": "probabilities"}]}""");
        Assert.Equal("2", answer.GetProperty("model_version").GetString());
        Assert.Equal(["probabilities BYTES [1,1] [\"0.9:1:v2\"]"], Tensors(answer));
    }

    [Fact]
    public async Task A_version_in_the_address_answers()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        var answer = await InferAsync($$"""{"inputs": [{{OneText}}], "outputs": [{"name": "label"}]}""", "/v2/models/newsgroups/versions/2/infer");
        Assert.Equal(["label BYTES [1] [\"v2\"]"], Tensors(answer));
    }

    [Theory]
    [InlineData("""{"inputs": [ONE], "parameters": {"explain": true}}""")]
    [InlineData("""{"inputs": [ONE], "outputs": [{"name": "explanation"}]}""")]
    public async Task An_explanation_is_a_tensor_of_JSON_documents(string body)
    {
        await PublishTrainedAsync("nb-sdca");
        var one = OneText.Replace("hello", Asked, StringComparison.Ordinal);
        var output = (await InferAsync(body.Replace("ONE", one, StringComparison.Ordinal))).GetProperty("outputs").EnumerateArray().Last();
        Assert.Equal("explanation", output.GetProperty("name").GetString());
        var explanation = JsonDocument.Parse(output.GetProperty("data")[0].GetString()!).RootElement;
        Assert.Equal("hockey", explanation.GetProperty("label").GetString());
        Assert.NotEqual(0, explanation.GetProperty("tokens").GetArrayLength());
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "'inputs' is missing")]
    [InlineData("""{"inputs": []}""", "has 0 tensors")]
    [InlineData("""{"inputs": [ONE, ONE]}""", "has 2 tensors")]
    [InlineData("""{"inputs": [ONE], "inputs": [ONE]}""", "given twice")]
    [InlineData("""{"inputs": {}}""", "'inputs' is an object")]
    [InlineData("""{"inputs": ["x"]}""", "'inputs[0]' is a string")]
    [InlineData("""{"inputs": [{"shape": [1], "datatype": "BYTES", "data": ["x"]}]}""", "has no 'name'")]
    [InlineData("""{"inputs": [{"name": "t", "datatype": "BYTES", "data": ["x"]}]}""", "has no 'shape'")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "data": ["x"]}]}""", "datatype of the input is missing")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "datatype": "FP32", "data": [1]}]}""", "'FP32'")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "datatype": "BYTES"}]}""", "has no 'data'")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [], "datatype": "BYTES", "data": ["x"]}]}""", "has 0 dimensions")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [-1], "datatype": "BYTES", "data": ["x"]}]}""", "'shape[0]' is -1")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1.5], "datatype": "BYTES", "data": ["x"]}]}""", "'shape[0]' is 1.5")]
    [InlineData("""{"inputs": [{"name": "t", "shape": ["1"], "datatype": "BYTES", "data": ["x"]}]}""", "'shape[0]' is a string")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [0, 99999999999], "datatype": "BYTES", "data": []}]}""", "has no text")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [2], "datatype": "BYTES", "data": ["x"]}]}""", "has 1 elements but 'shape' says 2")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [2], "datatype": "BYTES", "data": [["x"], ["y"]]}]}""", "must be a string")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1, 2], "datatype": "BYTES", "data": [["x"], ["y"]]}]}""", "an array of 1 must be")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "datatype": "BYTES", "data": [7]}]}""", "'data[0]' is a number")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "datatype": "BYTES", "data": [""]}]}""", "'data[0]' is empty")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "datatype": "BYTES", "data": ["\ud800"]}]}""", "lone surrogate")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [1], "datatype": "BYTES", "data": ["x"], "parameters": {"binary_data_size": 9}}]}""", "binary tensor data is not supported")]
    [InlineData("""{"inputs": [ONE], "parameters": {"binary_data_output": true}}""", "binary tensor data is not supported")]
    [InlineData("""{"inputs": [ONE], "parameters": []}""", "'parameters' is an array")]
    [InlineData("""{"inputs": [ONE], "parameters": {"explain": 1}}""", "'explain' is a number")]
    [InlineData("""{"inputs": [ONE], "parameters": {"alias": "A/B"}}""", "'A/B' is not a")]
    [InlineData("""{"inputs": [ONE], "parameters": {"classification": 0}}""", "'classification' is 0")]
    [InlineData("""{"inputs": [ONE], "id": 42}""", "'id' is a number")]
    [InlineData("""{"inputs": [ONE], "outputs": [{"name": "logits"}]}""", "'logits' is not an output")]
    [InlineData("""{"inputs": [ONE], "outputs": [{}]}""", "has no name")]
    [InlineData("""{"inputs": [ONE], "outputs": [{"name": "label"}, {"name": "label"}]}""", "asked for twice")]
    [InlineData("""{"inputs": [ONE], "outputs": [{"name": "label", "parameters": {"classification": 2}}]}""", "only 'probabilities'")]
    public async Task An_inference_that_is_not_valid_is_told_what_is_wrong(string body, string said)
    {
        await PublishChampionAsync();
        using var response = await SendAsync("/v2/models/newsgroups/infer", body.Replace("ONE", OneText, StringComparison.Ordinal));
        Assert.Contains(said, await ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs": [{"name": "t", "shape": [4], "datatype": "BYTES", "data": ["a", "b", "c", "d"]}]}""", "3 texts")]
    [InlineData("""{"inputs": [{"name": "t", "shape": [18446744073709551615, 18446744073709551615], "datatype": "BYTES", "data": ["a"]}]}""", "3 texts")]
    public async Task A_tensor_over_the_limit_of_a_batch_is_too_large(string body, string said)
    {
        using var response = await SendAsync("/v2/models/newsgroups/infer", body);
        Assert.Contains(said, await ErrorAsync(response, HttpStatusCode.RequestEntityTooLarge), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inference_need_not_say_that_it_is_JSON_but_may_not_say_that_it_is_not()
    {
        await PublishChampionAsync();
        var body = $$"""{"inputs": [{{OneText}}]}""";
        using var silent = await SendAsync("/v2/models/newsgroups/infer", body, contentType: null);
        Assert.Equal(HttpStatusCode.OK, silent.StatusCode);
        using var wrong = await SendAsync("/v2/models/newsgroups/infer", body, "application/octet-stream");
        Assert.Contains("must be application/json", await ErrorAsync(wrong, HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_of_binary_tensors_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/newsgroups/infer") { Content = new StringContent("{}") };
        request.Headers.Add("Inference-Header-Content-Length", "2");
        using var response = await Client.SendAsync(request, Token);
        Assert.Contains("not supported", await ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v2/models/nobody", HttpStatusCode.NotFound, "nobody")]
    [InlineData("GET", "/v2/models/nobody/ready", HttpStatusCode.NotFound, "nobody")]
    [InlineData("GET", "/v2/models/newsgroups/versions/9/ready", HttpStatusCode.NotFound, "9")]
    [InlineData("GET", "/v2/models/newsgroups/versions/x", HttpStatusCode.BadRequest, "'x' is not a version")]
    [InlineData("GET", "/v2/models/NEWS", HttpStatusCode.BadRequest, "'NEWS' is not a model name")]
    [InlineData("GET", "/v2/nothing", HttpStatusCode.NotFound, "no address")]
    [InlineData("DELETE", "/v2", HttpStatusCode.MethodNotAllowed, "not allowed")]
    [InlineData("GET", "/v2/models/newsgroups/infer", HttpStatusCode.MethodNotAllowed, "POST")]
    public async Task Failures_under_v2_are_errors_of_its_protocol(string method, string path, HttpStatusCode status, string said)
    {
        await PublishChampionAsync();
        using var response = await Client.SendAsync(new(new(method), path), Token);
        Assert.Contains(said, await ErrorAsync(response, status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_in_the_address_and_an_alias_in_the_parameters_exclude_each_other()
    {
        using var response = await SendAsync("/v2/models/newsgroups/versions/1/infer", $$"""{"inputs": [{{OneText}}], "parameters": {"alias": "champion"} }""");
        Assert.Contains("one of them", await ErrorAsync(response, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_repository_index_lists_every_version_and_says_which_are_loaded()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        await InferAsync($$"""{"inputs": [{{OneText}}]}""");
        Assert.Equal(["newsgroups:2 UNAVAILABLE", "newsgroups:1 READY"], await IndexAsync(""));
        Assert.Equal(["newsgroups:1 READY"], await IndexAsync("""{"ready": true}"""));
    }

    private async Task<string[]> IndexAsync(string body)
    {
        using var response = await SendAsync("/v2/repository/index", body, body.Length == 0 ? null : "application/json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var index = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return [.. index.EnumerateArray().Select(e => $"{e.GetProperty("name").GetString()}:{e.GetProperty("version").GetString()} {e.GetProperty("state").GetString()}")];
    }

    private async Task<JsonElement> InferAsync(string body, string path = "/v2/models/newsgroups/infer")
    {
        using var response = await SendAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private protected Task<HttpResponseMessage> SendAsync(string path, string body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Client.PostAsync(path, content, Token);
    }

    private static string[] Tensors(JsonElement answer) =>
    [
        .. answer.GetProperty("outputs").EnumerateArray().Select(o =>
            $"{o.GetProperty("name").GetString()} {o.GetProperty("datatype").GetString()} {o.GetProperty("shape").GetRawText()} {Rounded(o.GetProperty("data"))}"),
    ];

    /// <summary>Numbers to six decimals, as 1 - 0.9 is not quite 0.1.</summary>
    private static string Rounded(JsonElement data) => "[" + string.Join(',', data.EnumerateArray().Select(d =>
        d.ValueKind == JsonValueKind.Number ? Math.Round(d.GetDouble(), 6).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : d.GetString() is { } text && text.Split(':', 2) is [var score, var rest] && double.TryParse(score, out var number) ? JsonSerializer.Serialize($"{Math.Round(number, 6)}:{rest}")
        : d.GetRawText())) + "]";

    private static async Task<string> ErrorAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return Assert.Single(error.EnumerateObject(), p => p.Name == "error").Value.GetString()!;
    }
}
