"""Takes every resource of both services through its life with boto3, against the endpoint in the first argument.

Ends with 1 and a traceback as soon as an answer is not what Amazon IVS documents.
"""

import sys

import boto3

ENDPOINT = sys.argv[1]
IVS = boto3.client("ivs", endpoint_url=ENDPOINT)
REALTIME = boto3.client("ivs-realtime", endpoint_url=ENDPOINT)


def same(observed, expected, what):
    if observed != expected:
        raise AssertionError(f"{what}: expected {expected!r}, observed {observed!r}")


def status(answer):
    return answer["ResponseMetadata"]["HTTPStatusCode"]


def refused(client, error, code, call, **arguments):
    """The call has to raise the client's own class of this error, with the documented status."""
    try:
        answer = call(**arguments)
    except getattr(client.exceptions, error) as caught:
        same(caught.response["Error"]["Code"], error, "error code")
        same(status(caught.response), code, f"status of {error}")
        # The service model calls the text exceptionMessage; what users are shown is what botocore finds in message.
        if not caught.response["Error"]["Message"]:
            raise AssertionError(f"{error} carries no message") from caught
        return
    raise AssertionError(f"expected {error}, observed {answer!r}")


def tags(client, arn):
    """Adds, replaces and removes tags of a resource that has none."""
    client.tag_resource(resourceArn=arn, tags={"one": "1", "two": "2"})
    client.tag_resource(resourceArn=arn, tags={"two": "II", "a+b c": "=/@"})
    expected = {"one": "1", "two": "II", "a+b c": "=/@"}
    same(client.list_tags_for_resource(resourceArn=arn)["tags"], expected, "tags")
    client.untag_resource(resourceArn=arn, tagKeys=["one", "a+b c"])
    same(client.list_tags_for_resource(resourceArn=arn)["tags"], {"two": "II"}, "tags left")


def channels():
    created = IVS.create_channel(name="boto3", type="ADVANCED_HD")
    channel = created["channel"]
    arn = channel["arn"]
    same(channel["preset"], "HIGHER_BANDWIDTH_DELIVERY", "default preset of ADVANCED_HD")
    same(channel["latencyMode"], "LOW", "default latencyMode")
    same(created["streamKey"]["channelArn"], arn, "channel of the stream key")
    updated = IVS.update_channel(arn=arn, latencyMode="NORMAL")["channel"]
    same(updated["latencyMode"], "NORMAL", "updated latencyMode")
    same(IVS.get_channel(arn=arn)["channel"], updated, "channel as it was updated")
    unknown = arn[:-12] + "000000000000"
    batch = IVS.batch_get_channel(arns=[arn, unknown])
    same([one["arn"] for one in batch["channels"]], [arn], "channels of the batch")
    same([one["arn"] for one in batch["errors"]], [unknown], "errors of the batch")
    tags(IVS, arn)
    same(status(IVS.delete_channel(arn=arn)), 204, "status of DeleteChannel")
    refused(IVS, "ResourceNotFoundException", 404, IVS.get_channel, arn=arn)
    refused(IVS, "ValidationException", 400, IVS.create_channel, name="not a name!")
    refused(IVS, "ValidationException", 400, IVS.create_channel, type="EXOTIC")


def stream_keys():
    created = IVS.create_channel(name="keys")
    channel, key = created["channel"]["arn"], created["streamKey"]
    same(IVS.get_stream_key(arn=key["arn"])["streamKey"], key, "stream key")
    same(IVS.list_stream_keys(channelArn=channel)["streamKeys"][0]["arn"], key["arn"], "listed stream key")
    refused(IVS, "ServiceQuotaExceededException", 402, IVS.create_stream_key, channelArn=channel)
    tags(IVS, key["arn"])
    same(status(IVS.delete_stream_key(arn=key["arn"])), 204, "status of DeleteStreamKey")
    refused(IVS, "ResourceNotFoundException", 404, IVS.get_stream_key, arn=key["arn"])
    other = IVS.create_stream_key(channelArn=channel)["streamKey"]
    if other["value"] == key["value"]:
        raise AssertionError("the new stream key has the value of the deleted one")
    IVS.delete_channel(arn=channel)
    refused(IVS, "ResourceNotFoundException", 404, IVS.get_stream_key, arn=other["arn"])


def policies():
    created = IVS.create_playback_restriction_policy(
        name="policy", allowedCountries=["DE", "JP"], allowedOrigins=["https://example.com"]
    )["playbackRestrictionPolicy"]
    arn = created["arn"]
    same(sorted(created["allowedCountries"]), ["DE", "JP"], "allowedCountries")
    same(created["enableStrictOriginEnforcement"], False, "default enableStrictOriginEnforcement")
    updated = IVS.update_playback_restriction_policy(arn=arn, allowedCountries=["US"])
    same(updated["playbackRestrictionPolicy"]["allowedCountries"], ["US"], "updated allowedCountries")
    channel = IVS.create_channel(playbackRestrictionPolicyArn=arn)["channel"]["arn"]
    found = IVS.list_channels(filterByPlaybackRestrictionPolicyArn=arn)["channels"]
    same([one["arn"] for one in found], [channel], "channels of the policy")
    refused(IVS, "ConflictException", 409, IVS.delete_playback_restriction_policy, arn=arn)
    refused(IVS, "ConflictException", 409, IVS.list_channels, filterByName="x", filterByPlaybackRestrictionPolicyArn=arn)
    IVS.delete_channel(arn=channel)
    tags(IVS, arn)
    same(status(IVS.delete_playback_restriction_policy(arn=arn)), 204, "status of the deletion")
    refused(IVS, "ResourceNotFoundException", 404, IVS.get_playback_restriction_policy, arn=arn)
    refused(IVS, "ValidationException", 400, IVS.create_playback_restriction_policy, allowedCountries=["XX"])


def recording_configurations():
    created = IVS.create_recording_configuration(
        name="recording", destinationConfiguration={"s3": {"bucketName": "a-bucket"}}
    )["recordingConfiguration"]
    arn = created["arn"]
    same(created["recordingReconnectWindowSeconds"], 0, "default recordingReconnectWindowSeconds")
    same(created["thumbnailConfiguration"]["targetIntervalSeconds"], 60, "default targetIntervalSeconds")
    listed = [one["arn"] for one in IVS.list_recording_configurations()["recordingConfigurations"]]
    same(arn in listed, True, "the configuration is listed")
    channel = IVS.create_channel(recordingConfigurationArn=arn)["channel"]["arn"]
    found = IVS.list_channels(filterByRecordingConfigurationArn=arn)["channels"]
    same([one["arn"] for one in found], [channel], "channels of the configuration")
    refused(IVS, "ConflictException", 409, IVS.delete_recording_configuration, arn=arn)
    off = IVS.update_channel(arn=channel, recordingConfigurationArn="")["channel"]
    same(off["recordingConfigurationArn"], "", "recordingConfigurationArn switched off")
    tags(IVS, arn)
    same(status(IVS.delete_recording_configuration(arn=arn)), 204, "status of the deletion")
    refused(IVS, "ResourceNotFoundException", 404, IVS.get_recording_configuration, arn=arn)
    IVS.delete_channel(arn=channel)


def stages():
    created = REALTIME.create_stage(name="stage", participantTokenConfigurations=[{"userId": "ann", "duration": 30}])
    stage, (token,) = created["stage"], created["participantTokens"]
    arn = stage["arn"]
    same(token["userId"], "ann", "userId of the token")
    same(token["duration"], 30, "duration of the token")
    default = REALTIME.create_participant_token(stageArn=arn)["participantToken"]
    same(default["duration"], 720, "default duration")
    same(sorted(default["capabilities"]), ["PUBLISH", "SUBSCRIBE"], "default capabilities")
    same(REALTIME.update_stage(arn=arn, name="renamed")["stage"]["name"], "renamed", "name")
    same(REALTIME.get_stage(arn=arn)["stage"]["name"], "renamed", "name as it was updated")
    tags(REALTIME, arn)
    same(status(REALTIME.delete_stage(arn=arn)), 200, "status of DeleteStage")
    refused(REALTIME, "ResourceNotFoundException", 404, REALTIME.get_stage, arn=arn)
    refused(REALTIME, "ValidationException", 400, REALTIME.create_participant_token, stageArn=arn, duration=20161)


def walk(client, operation, member, **arguments):
    pages = client.get_paginator(operation).paginate(**arguments, PaginationConfig={"PageSize": 2})
    lengths = []
    arns = []
    for page in pages:
        lengths.append(len(page[member]))
        arns += [one["arn"] for one in page[member]]
    return lengths, arns


def paginators():
    made = [IVS.create_channel(name="pages")["channel"]["arn"] for _ in range(5)]
    lengths, arns = walk(IVS, "list_channels", "channels", filterByName="pages")
    same(lengths, [2, 2, 1], "lengths of the pages of channels")
    same(sorted(arns), sorted(made), "channels of all pages")
    for arn in made:
        (key,) = walk(IVS, "list_stream_keys", "streamKeys", channelArn=arn)[1]
        same(":stream-key/" in key, True, "ARN of the stream key")
        IVS.delete_channel(arn=arn)
    stages_made = [REALTIME.create_stage()["stage"]["arn"] for _ in range(3)]
    token, found = "", []
    while token is not None:
        page = REALTIME.list_stages(maxResults=2, nextToken=token)
        found += [one["arn"] for one in page["stages"]]
        token = page.get("nextToken")
    same(sorted(found), sorted(stages_made), "stages of all pages")
    for arn in stages_made:
        REALTIME.delete_stage(arn=arn)


for exercise in (channels, stream_keys, policies, recording_configurations, stages, paginators):
    exercise()
    print(f"ok     boto3 {boto3.__version__}: {exercise.__name__}")
