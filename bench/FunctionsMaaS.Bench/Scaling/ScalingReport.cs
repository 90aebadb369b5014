using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.Scaling;

/// <summary>The tables of <c>docs/scaling.md</c>, which stand between two marks there.</summary>
internal static class ScalingReport
{
    public const string Begin = "<!-- scaling: written by the program -->";
    public const string End = "<!-- scaling: end -->";

    private static readonly double[] Rates = [10, 1_000, 100_000];

    /// <summary>A document with the tables in it renewed; all else stays.</summary>
    /// <exception cref="InvalidDataException">The document has not both marks.</exception>
    public static string Renew(string document, ScalingInputs inputs)
    {
        var (from, to) = (document.IndexOf(Begin, StringComparison.Ordinal), document.IndexOf(End, StringComparison.Ordinal));
        return from >= 0 && to > from
            ? $"{document[..(from + Begin.Length)]}\n{Write(inputs)}{document[to..]}"
            : throw new InvalidDataException($"The document must have the lines '{Begin}' and '{End}'.");
    }

    /// <summary>The tables.</summary>
    public static string Write(ScalingInputs inputs)
    {
        var model = new ScalingModel(inputs);
        var text = new StringBuilder();
        Needs(text, model, inputs);
        Costs(text, model, inputs["assumed.batch"]);
        Limits(text, model, inputs);
        Sources(text, inputs);
        return text.ToString();
    }

    private static void Needs(StringBuilder text, ScalingModel model, ScalingInputs inputs)
    {
        text.Append("\n### What a rate needs\n\n");
        Row(text, ["requests/s", .. Rates.Select(Number)]);
        Row(text, ["---", .. Rates.Select(_ => "---:")]);
        Row(text, [$"Functions instances, {Number(model.InstanceRate())} requests/s each at full load", .. Rates.Select(r => Number(model.Functions(r).Units))]);
        Row(text, [$"or replicas of the server, {Number(model.ReplicaRate())} requests/s each at full load", .. Rates.Select(r => Number(model.Container(r).Units))]);
        Row(text, ["processor time of scoring alone, cores", .. Rates.Select(r => Number(r * inputs["text.cpuSeconds"]))]);
        Row(text, ["requests that wait when a Functions app starts from nothing", .. Rates.Select(r => Number(r * inputs["host.coldStartSeconds"]))]);
        Row(text, ["the same for the server", .. Rates.Select(r => Number(r * inputs["server.coldStartSeconds"]))]);
        Row(text, ["looks for a new model a second", .. Rates.Select(r => Number(model.Polls(model.Functions(r).Units)))]);
        Row(text, ["seconds to fetch the model, all instances at once", .. Rates.Select(r => Number(model.FetchSeconds(model.Functions(r).Units)))]);
    }

    private static void Costs(StringBuilder text, ScalingModel model, double batch)
    {
        text.Append("\n### What it costs, USD a month\n\n");
        Row(text, ["texts/s", .. Rates.Select(Number)]);
        Row(text, ["---", .. Rates.Select(_ => "---:")]);
        Cost(text, "Functions, a text a request", r => model.Functions(r));
        Cost(text, "Server, a text a request", r => model.Container(r));
        Cost(text, $"Functions, {Number(batch)} texts a request", r => model.Functions(r / batch, batch));
        Cost(text, $"Server, {Number(batch)} texts a request", r => model.Container(r / batch, batch));
        Row(text, ["Functions, a million texts one by one", .. Rates.Select(r => Number(model.Functions(r).Total / (r * ScalingModel.SecondsPerMonth) * 1e6))]);
    }

    private static void Cost(StringBuilder text, string name, Func<double, Demand> demand)
    {
        Row(text, [$"**{name}**", .. Rates.Select(r => $"**{Money(demand(r).Total)}**")]);
        Row(text, ["of that, compute · fees of requests · storage", .. Rates.Select(demand).Select(d => $"{Money(d.Compute)} · {Money(d.Requests)} · {Money(d.Storage)}")]);
    }

    private static void Limits(StringBuilder text, ScalingModel model, ScalingInputs inputs)
    {
        text.Append("\n### Where each limit sits\n\nWhat is used of it, a text a request on Functions; above 100 % it must be raised or gone around.\n\n");
        Row(text, ["limit", "is", .. Rates.Select(r => $"at {Number(r)}/s"), "reached at, requests/s"]);
        Row(text, ["---", "---:", .. Rates.Select(_ => "---:"), "---:"]);
        Limit(text, model, "instances of the template", inputs["flex.templateMaximumInstances"], 1, static units => units);
        Limit(text, model, "instances of an app", inputs["flex.maximumInstances"], 1, static units => units);
        Limit(text, model, "memory of a subscription in a region, GB", inputs["flex.quotaGigabytes"], inputs["flex.instanceGigabytes"], units => units * inputs["flex.instanceGigabytes"]);
        Limit(text, model, "requests/s to the blob of the alias", inputs["blob.requestsPerSecondOfOne"], model.Polls(1), model.Polls);
        Limit(text, model, "requests/s to the storage account", inputs["blob.requestsPerSecond"], model.StorageRequests(1), model.StorageRequests);
        Row(text,
            ["replicas of the server that the template allows", Number(inputs["container.templateMaximumReplicas"]),
            .. Rates.Select(r => Percent(model.Container(r).Units / inputs["container.templateMaximumReplicas"])),
            Number(inputs["container.templateMaximumReplicas"] * model.ReplicaRate() * inputs["assumed.utilization"])]);
        var concurrency = inputs["flex.templateConcurrency"];
        text.Append(CultureInfo.InvariantCulture,
            $"\nThe platform starts another instance when {Number(concurrency)} requests are in one at the same time. By Little's law they then take {Number(concurrency / model.InstanceRate() * 1000)} ms each: lower `httpConcurrency` for shorter tails and more instances.\n");
    }

    private static void Limit(StringBuilder text, ScalingModel model, string name, double limit, double perInstance, Func<double, double> used) => Row(text,
        [name, Number(limit), .. Rates.Select(r => Percent(used(model.Functions(r).Units) / limit)), Number(model.RateOf(limit / perInstance))]);

    private static void Sources(StringBuilder text, ScalingInputs inputs)
    {
        text.Append("\n### Inputs\n\n| figure | value | | source | |\n| --- | ---: | --- | --- | --- |\n");
        foreach (var (name, f) in inputs.Figures)
            Row(text, [$"`{name}`", Exact(f.Value), f.Unit, f.Source, f.Verified ? f.Date : $"{f.Date}, **not verified**"]);
        if (inputs.Missing.Count > 0)
            text.Append("\nMissing, and so are all figures above that need them (shown as -):\n\n");
        foreach (var (name, where) in inputs.Missing)
            text.Append(CultureInfo.InvariantCulture, $"- `{name}` of {where}\n");
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Exact(double value) => value.ToString("#,0.############", CultureInfo.InvariantCulture);

    private static string Percent(double share) => double.IsNaN(share) ? "-" : $"{Number(share * 100)} %";

    private static string Money(double value) => double.IsNaN(value) ? "-" : value.ToString(value < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Three digits, or all of a whole number.</summary>
    private static string Number(double value) => value switch
    {
        double.NaN => "-",
        0 => "0",
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        >= 0.001 => value.ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0e0", CultureInfo.InvariantCulture),
    };
}
