namespace FunctionsMaaS.Bench.Scaling;

/// <summary>What a rate of requests needs and costs.</summary>
/// <param name="Units">Instances of the Functions app, or replicas of the server.</param>
/// <param name="Compute">Memory and processors, USD a month.</param>
/// <param name="Requests">The fee of each request, USD a month.</param>
/// <param name="Storage">Looking for models and writing counts, USD a month.</param>
internal sealed record Demand(double Units, double Compute, double Requests, double Storage)
{
    /// <summary>All of it, USD a month.</summary>
    public double Total => Compute + Requests + Storage;
}

/// <summary>
/// What an even load needs, from processor time a request and prices: nothing here is fitted. A figure that is absent makes what depends on
/// it not a number.
/// </summary>
internal sealed class ScalingModel(ScalingInputs inputs)
{
    /// <summary>730 hours, as Azure counts a month.</summary>
    public const double SecondsPerMonth = 730 * 3600d;

    /// <summary>Requests a second that an instance of the Functions app answers at full load: the host's own work, and scoring.</summary>
    /// <param name="texts">Texts of a request.</param>
    public double InstanceRate(double texts = 1) =>
        inputs["flex.instanceCores"] / ((inputs["host.cores"] / inputs["host.requestsPerSecond"]) + (texts * inputs["text.cpuSeconds"]));

    /// <summary>Requests a second that a replica of the server answers at full load. A measured request has one text.</summary>
    /// <param name="texts">Texts of a request.</param>
    public double ReplicaRate(double texts = 1) =>
        inputs["container.replicaCores"] / (inputs["server.cpuSeconds"] + ((texts - 1) * inputs["text.cpuSeconds"]));

    /// <summary>What share of the time an instance is billed for, when requests come at random.</summary>
    /// <remarks>
    /// A request bills the second that follows it, at least; with arrivals of a Poisson process that second is free of others with
    /// probability exp(-rate): the busy share of a queue M/D/inf.
    /// </remarks>
    /// <param name="rate">Requests a second to the instance.</param>
    public double BilledShare(double rate) => 1 - Math.Exp(-rate * inputs["flex.minimumBilledSeconds"]);

    /// <summary>The Functions app at a rate.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="texts">Texts of a request.</param>
    public Demand Functions(double rate, double texts = 1)
    {
        var instances = Units(rate, InstanceRate(texts));
        var gigabyteSeconds = instances * inputs["flex.instanceGigabytes"] * BilledShare(rate / instances) * SecondsPerMonth;
        return new(
            instances,
            Beyond(gigabyteSeconds, inputs["flex.freeGigabyteSeconds"]) * inputs["flex.pricePerGigabyteSecond"],
            Beyond(rate * SecondsPerMonth, inputs["flex.freeExecutions"]) * inputs["flex.pricePerMillionExecutions"] / 1e6,
            Storage(instances));
    }

    /// <summary>The server in Container Apps at a rate, every replica active.</summary>
    /// <param name="rate">Requests a second.</param>
    /// <param name="texts">Texts of a request.</param>
    public Demand Container(double rate, double texts = 1)
    {
        var replicas = Units(rate, ReplicaRate(texts));
        var cores = replicas * inputs["container.replicaCores"] * SecondsPerMonth;
        var memory = replicas * inputs["container.replicaGibibytes"] * SecondsPerMonth;
        return new(
            replicas,
            (Beyond(cores, inputs["container.freeCoreSeconds"]) * inputs["container.pricePerCoreSecond"])
                + (Beyond(memory, inputs["container.freeGibibyteSeconds"]) * inputs["container.pricePerGibibyteSecond"]),
            Beyond(rate * SecondsPerMonth, inputs["container.freeRequests"]) * inputs["container.pricePerMillionRequests"] / 1e6,
            Storage(replicas));
    }

    /// <summary>Looks for a new model a second, all on the one blob of the alias.</summary>
    public double Polls(double units) => units / inputs["blob.templatePollSeconds"];

    /// <summary>Requests to storage a second: looks, and writes of counts.</summary>
    public double StorageRequests(double units) => Polls(units) + Writes(units);

    /// <summary>Seconds for so many to fetch the model, all at the same moment, when storage is the limit.</summary>
    public double FetchSeconds(double units) => units * inputs["model.bytes"] * 8 / (inputs["blob.egressGigabits"] * 1e9);

    /// <summary>The rate that so many instances carry with room to spare.</summary>
    public double RateOf(double instances) => instances * InstanceRate() * inputs["assumed.utilization"];

    private double Writes(double units) => units / inputs["blob.statsSeconds"];

    private double Storage(double units) => SecondsPerMonth / 10_000
        * ((Polls(units) * inputs["blob.pricePer10000Reads"]) + (Writes(units) * inputs["blob.pricePer10000Writes"]));

    private double Units(double rate, double unitRate) => Math.Ceiling(rate / (unitRate * inputs["assumed.utilization"]));

    private static double Beyond(double used, double free) => used < free ? 0 : used - free;
}
