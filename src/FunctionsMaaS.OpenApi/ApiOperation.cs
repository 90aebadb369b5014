using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi;

/// <summary>What the document says of a route beyond what the route says itself.</summary>
/// <param name="Route">The route's name in <see cref="Http.MaasRoutes"/>.</param>
/// <param name="Tag">The group it is shown in.</param>
/// <param name="Summary">What it does, in a line.</param>
internal sealed record ApiOperation(string Route, string Tag, string Summary)
{
    /// <summary>More, in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>What may stand behind the question mark.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>What may stand in the headers, beyond keys and the body's type.</summary>
    public IReadOnlyList<ApiParameter> Headers { get; init; } = [];

    /// <summary>An example for every parameter of the path.</summary>
    public IReadOnlyDictionary<string, string> PathExamples { get; init; } = new Dictionary<string, string> { ["name"] = "newsgroups", ["version"] = "1" };

    /// <summary>What it reads, one for each media type; none if it reads no body.</summary>
    public IReadOnlyList<ApiBody> Request { get; init; } = [];

    /// <summary>Whether a request without a body is answered too.</summary>
    public bool RequestIsOptional { get; init; }

    /// <summary>What it answers when all is well.</summary>
    public required ApiBody Answer { get; init; }

    /// <summary>The status of that answer.</summary>
    public int AnswerStatus { get; init; } = 200;

    /// <summary>The same answer in other media types.</summary>
    public IReadOnlyList<ApiBody> AnswerForms { get; init; } = [];

    /// <summary>Whether it is about a model that its path does not name, so that keys for other models are refused.</summary>
    public bool IsAboutModel { get; init; }

    /// <summary>How it fails, beyond what its level, its limits and its body imply.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];

    /// <summary>How its failures are written.</summary>
    public ErrorForm Errors { get; init; } = ErrorForm.Problem;

    /// <summary>An answer other than 200 that is no failure of that form, such as readiness that is not given.</summary>
    public IReadOnlyDictionary<int, ApiBody> OtherAnswers { get; init; } = new Dictionary<int, ApiBody>();
}

/// <summary>A parameter of path, query or headers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Schema">Its schema, as JSON.</param>
/// <param name="Example">A value with which the request is answered; <see langword="null"/> where none is needed.</param>
internal sealed record ApiParameter(string Name, string Description, string Schema, string? Example = null);

/// <summary>A body.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Schema">A schema as JSON, or the name of one in <see cref="ApiSchemas"/>.</param>
/// <param name="Description">What it is.</param>
/// <param name="Examples">Names to JSON documents, or to texts where the media type is not JSON.</param>
internal sealed record ApiBody(string MediaType, string Schema, string Description, params (string Name, string Value)[] Examples)
{
    /// <summary>An answer without a body.</summary>
    public static ApiBody None(string description) => new("", "", description);

    public static ApiBody Json(string schema, string description, params (string Name, string Value)[] examples) => new("application/json", schema, description, examples);
}

/// <summary>How a protocol writes failures.</summary>
internal enum ErrorForm
{
    /// <summary>RFC 9457.</summary>
    Problem,

    /// <summary><c>{"error"}</c>.</summary>
    OpenInference,

    /// <summary><c>{"error_code", "message"}</c>.</summary>
    Mlflow,
}
