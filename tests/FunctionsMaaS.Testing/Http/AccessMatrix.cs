using System.Net;

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
/// <param name="Body">The JSON it is sent, if any.</param>
public sealed record AccessOperation(string Name, KeyLevel Level, string Method, string Path, string? Model = null, string? Body = null);

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
/// Who may do what: every operation with every kind of key. What asks for operations, a route table or an API description, makes them;
/// settings, keys and what is expected are here.
/// </summary>
public sealed class AccessMatrix
{
    /// <summary>A model that some keys are for.</summary>
    public const string OneModel = "tickets";

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
        if (operation.Body is { } body)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        if (credential.Key is { } key)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        return request;
    }

    /// <summary>Sends an operation with a key and asserts that it is refused, or runs, as is due.</summary>
    public static async Task CheckAsync(HttpClient client, AccessOperation operation, Credential credential, bool behindHost)
    {
        using var request = Request(operation, credential);
        using var response = await client.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
        if (Refusal(operation, credential, behindHost) is { } due)
        {
            Xunit.Assert.Equal(due.Type, (await Problem.ReadAsync(response, due.Status)).Type);
            Xunit.Assert.Equal(due.Status == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count > 0);
        }
        else
        {
            Xunit.Assert.DoesNotContain(response.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.InternalServerError });
        }
    }
}
