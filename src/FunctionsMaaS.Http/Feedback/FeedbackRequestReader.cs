using System.Text.Json;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Feedback;

/// <summary>Reads a feedback request from UTF-8 JSON.</summary>
internal static class FeedbackRequestReader
{
    /// <exception cref="ProblemException">It is not valid.</exception>
    public static FeedbackRequest Read(ReadOnlySpan<byte> body, HttpLimitsOptions limits, string defaultModel)
    {
        try
        {
            return Read(new RequestJson(body, limits, "text, label, model"), defaultModel);
        }
        catch (JsonException error)
        {
            throw RequestJson.Malformed(error);
        }
    }

    private static FeedbackRequest Read(RequestJson json, string defaultModel)
    {
        string? text = null, label = null, model = null;
        while (json.NextMember() is { } name)
        {
            switch (name)
            {
                case "text":
                    text = json.Text(name);
                    break;
                case "label":
                    label = ProblemText.Checked(json.String(name), FeedbackStore.EnsureLabel);
                    break;
                case "model":
                    model = json.String(name);
                    break;
                default:
                    throw json.Unknown(name);
            }
        }

        if (text is null || label is null)
            throw JsonBody.Invalid($"'{(text is null ? "text" : "label")}' is missing; send both 'text' and 'label'.");
        return new(text, label, ProblemText.Checked(model ?? defaultModel, static name => ModelReference.EnsureName(name, "model name")));
    }
}
