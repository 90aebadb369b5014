using System.Net;
using System.Net.Http.Headers;
using FunctionsMaaS.Testing.Http.Contract;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

/// <summary>The level of a route or key.</summary>
public enum KeyLevel
{
    Anonymous,
    Function,
    Admin,
}

/// <summary>One operation of the service, with a request that asks for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Level">The level it asks for.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">A path that it answers.</param>
/// <param name="Model">The model that the request is about, in its path or body, or because it names none; <see langword="null"/> if it is about no model.</param>
/// <param name="Body">What it is sent, if anything.</param>
public sealed record AccessOperation(string Name, KeyLevel Level, string Method, string Path, string? Model, ApiExample? Body)
{
    /// <summary>Operations that show a key what it is for and no more, or nothing of any model. A new operation is about the model of the documented examples until it stands here.</summary>
    private static readonly string[] AboutNoModel = ["ListModels", "V2Server", "V2RepositoryIndex"];

    /// <summary>Operations that are about all models at once, so that no key for some may call them.</summary>
    private static readonly string[] AboutAllModels = ["Metrics"];

    /// <summary>What the API's document says can be asked for: each operation with each of its examples.</summary>
    public static IReadOnlyList<AccessOperation> Documented { get; } =
    [
        .. from operation in ApiContract.Committed.Operations
           from example in operation.Requests.DefaultIfEmpty()
           select Of(operation, example),
    ];

    private static AccessOperation Of(ApiContractOperation operation, ApiExample? example) => new(
        example is null ? operation.Id : $"{operation.Id}, {example.Name}",
        Enum.Parse<KeyLevel>(operation.Level, ignoreCase: true),
        operation.Method,
        operation.ExamplePath,
        AboutNoModel.Contains(operation.Id) ? null : AboutAllModels.Contains(operation.Id) ? "(all)" : AccessMatrix.OneModel,
        example);
}

/// <summary>A key that a caller may send, or none.</summary>
/// <param name="Name">What kind it is.</param>
/// <param name="Key">What is sent.</param>
/// <param name="Level">The level it has; anonymous if it opens nothing.</param>
/// <param name="Model">The only model it is for; <see langword="null"/> for all.</param>
/// <param name="HasExpired">Whether it opened something once.</param>
public sealed record Credential(string Name, string? Key, KeyLevel Level, string? Model = null, bool HasExpired = false)
{
    public override string ToString() => Name;
}

/// <summary>
/// Who may do what: every documented operation with every kind of key.
/// </summary>
public sealed class AccessMatrix
{
    /// <summary>A model that some keys are for: that of the documented examples, and the default.</summary>
    public const string OneModel = "newsgroups";

    /// <summary>A model that no operation is about.</summary>
    public const string OtherModel = "elsewhere";

    private const string PlainAdmin = "plain-admin-key-of-the-matrix";
    private const string PlainFunction = "plain-function-key-of-the-matrix";

    private static readonly (string Name, TestKey Key, KeyLevel Level, string? Model, bool HasExpired)[] Hashed =
    [
        ("function", TestKey.New("caller", "function"), KeyLevel.Function, null, false),
        ("function, rotated: the old one", TestKey.New("turn_1", "function", "expires=2999-01-01"), KeyLevel.Function, null, false),
        ("function, rotated: the new one", TestKey.New("turn_2", "function"), KeyLevel.Function, null, false),
        ("function, expired", TestKey.New("caller_old", "function", "expires=2020-01-01"), KeyLevel.Anonymous, null, true),
        ("function, of the model", TestKey.New("caller_one", "function", $"models={OneModel}"), KeyLevel.Function, OneModel, false),
        ("function, of another model", TestKey.New("caller_other", "function", $"models={OtherModel}"), KeyLevel.Function, OtherModel, false),
        ("admin", TestKey.New("boss", "admin"), KeyLevel.Admin, null, false),
        ("admin, expired", TestKey.New("boss_old", "admin", "expires=2020-01-01T00:00:00Z"), KeyLevel.Anonymous, null, true),
        ("admin, of the model", TestKey.New("boss_one", "admin", $"models={OneModel}"), KeyLevel.Admin, OneModel, false),
        ("admin, of another model", TestKey.New("boss_other", "admin", $"models={OtherModel}"), KeyLevel.Admin, OtherModel, false),
    ];

    /// <summary>Every kind of key, by name.</summary>
    public static IReadOnlyDictionary<string, Credential> Credentials { get; } = new Credential[]
    {
        new("none", null, KeyLevel.Anonymous),
        new("empty", "", KeyLevel.Anonymous),
        new("wrong", "no-such-key-as-this-one", KeyLevel.Anonymous),
        new("wrong, of the right form", TestKey.KeyOf("nobody"), KeyLevel.Anonymous),
        new("wrong, with the id of another", TestKey.KeyOf("boss"), KeyLevel.Anonymous),
        new("too long", new string('k', 5000), KeyLevel.Anonymous),
        new("function, plain", PlainFunction, KeyLevel.Function),
        new("admin, plain", PlainAdmin, KeyLevel.Admin),
    }.Concat(Hashed.Select(h => new Credential(h.Name + " (hashed)", h.Key.Key, h.Level, h.Model, h.HasExpired))).ToDictionary(c => c.Name);

    /// <summary>Settings under which the keys are known.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(
        Hashed.Select(h => KeyValuePair.Create<string, string?>($"Maas:Keys:Hashed:{h.Key.Id}", h.Key.Setting)))
    {
        ["Maas:Keys:Admin"] = PlainAdmin,
        ["Maas:Keys:Function"] = PlainFunction,
    };

    /// <summary>The refusal that is due: its status and the last part of its problem's type; <see langword="null"/> if the operation is to run.</summary>
    /// <param name="operation">What is asked for.</param>
    /// <param name="credential">With which key.</param>
    /// <param name="behindHost">Whether a host has checked keys of its own before, so that those it let through are let through.</param>
    public static (HttpStatusCode Status, string Type)? Refusal(AccessOperation operation, Credential credential, bool behindHost)
    {
        if (operation.Level == KeyLevel.Anonymous)
            return null;
        if (credential.HasExpired)
            return (HttpStatusCode.Unauthorized, "key-expired");
        if (credential.Level == KeyLevel.Anonymous)
            return behindHost ? null : (HttpStatusCode.Unauthorized, "key-required");
        if (credential.Level < operation.Level)
            return (HttpStatusCode.Forbidden, "key-not-allowed");
        return operation.Model is { } model && credential.Model is { } own && own != model ? (HttpStatusCode.Forbidden, "model-not-allowed") : null;
    }

    /// <summary>The request of an operation with a key.</summary>
    public static HttpRequestMessage Request(AccessOperation operation, Credential credential)
    {
        var request = new HttpRequestMessage(new(operation.Method), operation.Path);
        if (operation.Body is { } example)
            request.Content = new ByteArrayContent(example.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(example.MediaType) } };
        if (credential.Key is { } key)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        return request;
    }

    /// <summary>Sends an operation with a key and asserts that it is refused, or done, as is due and documented.</summary>
    public static async Task CheckAsync(HttpClient client, AccessOperation operation, Credential credential, bool behindHost)
    {
        using var request = Request(operation, credential);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await ApiAnswer.ReadAsync(response, TestContext.Current.CancellationToken);
        Assert.Null(ApiContract.Committed.Violation(operation.Method, operation.Path, answer));
        if (Refusal(operation, credential, behindHost) is not { } due)
        {
            Assert.True(response.IsSuccessStatusCode, $"{credential}: status {answer.Status} instead of success");
            return;
        }

        Assert.True(due.Status == response.StatusCode, $"{credential}: status {answer.Status} instead of {(int)due.Status} {due.Type}");
        if (answer.MediaType == "application/problem+json")
            Assert.Equal(due.Type, (await Problem.ReadAsync(response, due.Status)).Type);
        Assert.Equal(due.Status == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count > 0);
    }
}
