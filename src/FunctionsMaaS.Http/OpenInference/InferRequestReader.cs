using System.Text.Json;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary>Reads an inference request of the Open Inference Protocol and says exactly what is wrong with one that is not valid.</summary>
internal static class InferRequestReader
{
    private static readonly string[] BinaryParameters = ["binary_data", "binary_data_output", "binary_data_size", "shared_memory_region"];

    /// <exception cref="ProblemException">It is not valid.</exception>
    public static InferRequest Read(JsonElement body, HttpLimitsOptions limits)
    {
        var parameters = Parameters(body, "parameters");
        var input = Input(body);
        return new(JsonBody.OptionalString(body, "id"), TextTensor.Read(input, limits), Outputs(body, parameters), StringParameter(parameters, "alias"));
    }

    private static JsonElement Input(JsonElement body)
    {
        if (!body.TryGetProperty("inputs", out var inputs))
            throw JsonBody.Invalid("'inputs' is missing; send one tensor of datatype BYTES whose elements are the texts.");
        JsonBody.Require(inputs, JsonValueKind.Array, "inputs");
        if (inputs.GetArrayLength() != 1)
            throw JsonBody.Invalid($"'inputs' has {inputs.GetArrayLength()} tensors but must have one, of datatype BYTES, whose elements are the texts.");
        var input = JsonBody.Require(inputs[0], JsonValueKind.Object, "inputs[0]");
        Parameters(input, "inputs[0].parameters");
        return input;
    }

    private static List<RequestedOutput> Outputs(JsonElement body, JsonElement? parameters)
    {
        var classification = Classification(parameters, "parameters");
        var explain = parameters is { } given && JsonBody.OptionalBoolean(given, "explain") == true;
        if (!body.TryGetProperty("outputs", out var outputs) || JsonBody.Require(outputs, JsonValueKind.Array, "outputs").GetArrayLength() == 0)
            return [.. (explain ? InferOutput.All : InferOutput.Default).Select(name => new RequestedOutput(name, name == InferOutput.Probabilities ? classification : null))];
        var requested = new List<RequestedOutput>();
        foreach (var output in outputs.EnumerateArray())
            requested.Add(Output(output, $"outputs[{requested.Count}]", classification, requested));
        if (explain && requested.All(o => o.Name != InferOutput.Explanation))
            requested.Add(new(InferOutput.Explanation));
        return requested;
    }

    private static RequestedOutput Output(JsonElement output, string where, int? classification, List<RequestedOutput> before)
    {
        JsonBody.Require(output, JsonValueKind.Object, where);
        var name = JsonBody.OptionalString(output, "name") ?? throw JsonBody.Invalid($"'{where}' has no name; allowed are {string.Join(", ", InferOutput.All)}.");
        if (!InferOutput.All.Contains(name))
            throw JsonBody.Invalid($"'{Printable.Quote(name)}' is not an output; allowed are {string.Join(", ", InferOutput.All)}.");
        if (before.Any(o => o.Name == name))
            throw JsonBody.Invalid($"The output '{name}' is asked for twice.");
        var own = Classification(Parameters(output, $"{where}.parameters"), $"{where}.parameters");
        if (own is not null && name != InferOutput.Probabilities)
            throw JsonBody.Invalid($"'classification' is asked of the output '{name}'; only '{InferOutput.Probabilities}' has it.");
        return new(name, name == InferOutput.Probabilities ? own ?? classification : null);
    }

    private static int? Classification(JsonElement? parameters, string where)
    {
        if (parameters is not { } given)
            return null;
        try
        {
            return JsonBody.OptionalPositive(given, "classification");
        }
        catch (ProblemException problem)
        {
            throw JsonBody.Invalid($"In '{where}', {problem.Message}");
        }
    }

    private static string? StringParameter(JsonElement? parameters, string name) => parameters is { } given ? JsonBody.OptionalString(given, name) : null;

    /// <summary>Parameters that mean nothing here are let through, as clients send some unasked; those that ask for binary tensors are refused.</summary>
    private static JsonElement? Parameters(JsonElement owner, string where)
    {
        if (!owner.TryGetProperty("parameters", out var parameters))
            return null;
        JsonBody.Require(parameters, JsonValueKind.Object, where);
        foreach (var name in BinaryParameters)
        {
            if (parameters.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
                throw JsonBody.Invalid($"'{where}' has '{name}': binary tensor data is not supported; send and ask for tensors as JSON.");
        }

        return parameters;
    }
}
